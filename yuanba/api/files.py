"""Files that a taking will name: uploaded first, described by their digest."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile
from pydantic import Field

from yuanba.api import replaying, shapes
from yuanba.api.signing_in import WRITERS
from yuanba.api.wanted import RESPONSES, Digest, Key
from yuanba.kernel.matters import uploads
from yuanba.kernel.people.models import Account
from yuanba.kernel.procedures.refusal import Refusal

router = Router(tags=["writing"], auth=WRITERS)
UPLOADING: dict[Any, Any] = {**RESPONSES, 413: shapes.Problem}


class Kept(shapes.Document):
    """A file as a taking's `data` names it: send the first four members."""

    sha256: Digest
    name: str = Field(examples=["sheet.jpg"])
    size: int = Field(description="bytes")
    media: Literal["image/jpeg", "image/png", "image/webp", "application/pdf"]
    url: str = Field(description="names the bytes; nobody can fetch them here, because scans are restricted")


@router.post("/files", response={201: Kept, **UPLOADING}, summary="Upload a photo or a scan")
def upload(
    request: HttpRequest, key: Key, file: Annotated[UploadedFile, File(description="JPEG, PNG, WebP or PDF, 10 MB")]
) -> HttpResponse:
    """Told by its first bytes, never by its name, and kept once under its digest until a taking names it."""
    account: Account = request.auth  # type: ignore[attr-defined]
    if (file.size or 0) > uploads.LARGEST:
        raise Refusal("file-too-large", megabytes=uploads.LARGEST // 2**20)
    content, name = file.read(), file.name or ""

    def act() -> shapes.Shown:
        kept = uploads.keep(content, name)
        return shapes.document(**kept, url=f"urn:sha256:{kept['sha256']}")

    return replaying.once(request, account, key, name.encode() + b"\n" + content, act)
