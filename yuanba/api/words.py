"""What the API says in words: its own problems, the titles of all problems, and the notice of a demonstration."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.definitions import Text

TITLES: dict[int, Text] = {
    400: Text("没看懂这个请求", "The request cannot be read"),
    401: Text("请先登录", "Sign in first"),
    403: Text("不能这样办", "Not for you to do"),
    404: Text("没有这一项", "There is no such thing"),
    405: Text("这个地址不能这样用", "Not done at this address"),
    409: Text("现在不能这样办", "Not possible now"),
    413: Text("内容太大", "Too large"),
    415: Text("格式不对", "Wrong format"),
    422: Text("填写的内容有误", "Something is filled in wrongly"),
    500: Text("系统出错了", "Something broke"),
}
# Problems that are the API's own: status and sentence. Refusals of the house have theirs in `refusals`.
OWN: dict[str, tuple[int, Text]] = {
    "unreadable": (400, Text("请求的内容不是可读的 JSON 或表单。", "The body is not readable as JSON or as a form.")),
    "not-signed-in": (
        401,
        Text("这件事要登录后办，请带上令牌或先在网页登录。", "Sign in for this: send a token, or sign in on the site."),
    ),
    "csrf": (
        403,
        Text("用网页会话写入要带 X-CSRFToken。", "Writing with a browser session needs the X-CSRFToken header."),
    ),
    "not-found": (404, Text("没有找到，请检查编号或代码。", "Nothing was found; check the number or code.")),
    "method-not-allowed": (405, Text("这个地址不接受这种方法。", "This address does not take this method.")),
    "too-large": (413, Text("请求的内容太大。", "The body of the request is too large.")),
    "media-type": (415, Text("这个地址只接受 {media}。", "This address takes {media} only.")),
    "invalid": (
        422,
        Text("请求里有 {count} 处写法不对。", "{count} value(s) of the request are not as described."),
    ),
    "broken": (
        500,
        Text("这不是您的问题，刚才的操作没有记录。", "This is not your fault, and nothing was recorded."),
    ),
}


def language(request: HttpRequest) -> str:
    """ "en" where the reader would rather have English than Chinese, else "zh-hans"; from Accept-Language alone."""
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted.split("-")[0] in ("zh", "en"):
            return "en" if wanted.startswith("en") else "zh-hans"
    return "zh-hans"


def demo_notice() -> Text | None:
    """What every answer of a demonstration says; None on a real deployment."""
    if not settings.YUANBA_DEMO:
        return None
    said = pack().settings["demo"]
    return Text(said["notice"], said["notice_en"])
