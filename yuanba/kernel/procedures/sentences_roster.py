"""Refusals about a spreadsheet of office-holders: of the file, and of one cell."""

ROSTER: dict[str, tuple[str, str]] = {
    "sheet-large": (
        "文件超过 {megabytes} 兆字节，请删去图片再上传。",
        "The file is over {megabytes} MiB; take out its pictures.",
    ),
    "sheet-kind": (
        "这不是 .xlsx 文件。旧的 .xls 请在表格软件里“另存为”.xlsx 再上传。",
        "This is no .xlsx file. Save an old .xls as .xlsx and send that.",
    ),
    "sheet-unreadable": (
        "这个表格打不开，可能损坏或者加了密码。",
        "This workbook cannot be opened: damaged, or locked.",
    ),
    "sheet-bomb": (
        "这个文件展开以后大得不正常，没有打开。请把需要的内容复制到新表格里再上传。",
        "This file unpacks to an abnormal size and was not opened. Copy what matters into a new one.",
    ),
    "sheet-rows": ("一次最多 {most} 行，请分开导入。", "At most {most} rows at a time; please split the file."),
    "sheet-columns": ("最多 {most} 列，请删去用不着的列。", "At most {most} columns; delete what is not needed."),
    "sheet-empty": ("表格是空的。", "The workbook is empty."),
    "sheet-header": (
        "前 {rows} 行里没有找到表头，表头要有“职务”和“姓名”两列。",
        "No header in the first {rows} rows; it must have the columns 职务 (post) and 姓名 (name).",
    ),
    "sheet-header-twice": (
        "表头里有两列是一个意思：{columns}。",
        "Two columns of the header mean the same: {columns}.",
    ),
    "sheet-header-place": (
        "表头没有说是哪个地方：要有“区划代码”“行政村/社区”或者“乡镇”一列。",
        "The header names no place: it needs 区划代码 (code), 行政村/社区 (unit) or 乡镇 (township).",
    ),
    "cell-empty": ("这一格要填写。", "This cell must be filled in."),
    "cell-day": (
        "“{cell}”不是日期，请写成 2026-01-15、2026年1月 或者 2026.01。",
        "“{cell}” is no date; write 2026-01-15, 2026年1月 or 2026.01.",
    ),
    "cell-day-number": (
        "“{cell}”是按数字存的，分不清是 1 月还是 10 月，请写成 2026年1月 或者 2026年10月。",
        "“{cell}” is kept as a number, and may be January or October; write 2026年1月 or 2026年10月.",
    ),
    "cell-day-order": ("届满的日期要在任职日期以后。", "A term ends after it begins."),
    "cell-day-future": ("任职日期还没有到。", "This day has not come yet."),
    "cell-sex": ("“{cell}”看不懂，请填“男”或“女”。", "“{cell}” is not understood; write 男 or 女."),
    "cell-sex-id": ("性别和身份证号对不上。", "The sex does not agree with the identity number."),
    "cell-born-id": ("出生年月和身份证号对不上。", "The birth does not agree with the identity number."),
    "cell-phone": (
        "这个电话号码不对，手机 11 位，座机带区号。",
        "This is no telephone number: 11 digits, or with its area code.",
    ),
    "cell-phone-number": (
        "“{cell}”是按数字存的，开头的 0 或者末尾的数字已经丢了。请把这一列设成“文本”再填一遍。",
        "“{cell}” is kept as a number and has lost digits. Make the column text and type it again.",
    ),
    "cell-id": (
        "身份证号不对（18 位，末位是校验码）。",
        "This is no identity number: 18 digits, the last a check digit.",
    ),
    "cell-id-number": (
        "身份证号是按数字存的，末尾三位已经变成 0，找不回来了。请把这一列设成“文本”，照原件再填一遍。",
        "The identity number is kept as a number: its last three digits are lost. Make the column text, type it again.",
    ),
    "cell-place-unknown": (
        "没有找到“{cell}”，请照区划表写全称，或者填 12 位代码。",
        "There is no “{cell}”; write its full name or its code.",
    ),
    "cell-place-many": (
        "叫“{cell}”的有 {count} 个，请加上“乡镇”一列或者填 12 位代码。",
        "{count} places are called “{cell}”: add the township, or write the code.",
    ),
    "cell-place-outside": ("“{cell}”不在您管的范围里。", "“{cell}” is not within your place."),
    "cell-body-unknown": (
        "“{place}”没有“{cell}”这种组织。可以填：{known}。",
        "“{cell}” is no body of “{place}”. Known are: {known}.",
    ),
    "cell-body-missing": (
        "看不出是哪个组织的“{cell}”，请填“组织”一列。",
        "Of which body is “{cell}”? Fill in the column 组织.",
    ),
    "cell-post-unknown": (
        "“{body}”没有“{cell}”这个职务。可以填：{known}。",
        "“{body}” has no post “{cell}”. Known are: {known}.",
    ),
    "cell-name": (
        "姓名要写一个人的名字，不超过 {longest} 个字。",
        "A name is one person's, of {longest} signs at most.",
    ),
    "cell-person-many": (
        "这里有 {count} 个人叫“{cell}”，请填身份证号。",
        "{count} people here are called “{cell}”; please add the identity number.",
    ),
    "cell-person-other": (
        "这个身份证号登记的是另一个名字。",
        "This identity number is on record under another name.",
    ),
    "cell-row-twice": ("和第 {row} 行重复。", "The same as row {row}."),
    "cell-in-office": (
        "“{body}”已经有过任职的人，或者这里是合并、拆分以后新设的。换人、补人要办选举、推选或者补选，不能用导入代替。",
        "“{body}” has had its members, or takes over from others. Changing them needs an election, never an import.",
    ),
}
