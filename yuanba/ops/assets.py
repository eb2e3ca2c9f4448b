"""Copy the few front-end files we use from `node_modules` to `build/`; run by `make setup`, needs only Python."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
FONTS = MODULES / "@expo-google-fonts"

# From a file of a package to its place under build/. Pages get htmx; typst embeds the fonts of a printed notice.
FILES = {
    MODULES / "htmx.org" / "dist" / "htmx.min.js": "static/vendor/htmx.min.js",
    FONTS / "noto-sans-sc" / "400Regular" / "NotoSansSC_400Regular.ttf": "fonts/NotoSansSC_400Regular.ttf",
    FONTS / "noto-sans-sc" / "700Bold" / "NotoSansSC_700Bold.ttf": "fonts/NotoSansSC_700Bold.ttf",
    FONTS / "noto-emoji" / "400Regular" / "NotoEmoji_400Regular.ttf": "fonts/NotoEmoji_400Regular.ttf",
    FONTS / "noto-serif-sc" / "400Regular" / "NotoSerifSC_400Regular.ttf": "fonts/NotoSerifSC_400Regular.ttf",
    FONTS / "noto-serif-sc" / "700Bold" / "NotoSerifSC_700Bold.ttf": "fonts/NotoSerifSC_700Bold.ttf",
}


def copy(build: Path = ROOT / "build") -> None:
    """Lay every file in its place; FileNotFoundError when a package no longer carries it."""
    for source, place in FILES.items():
        target = build / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


if __name__ == "__main__":
    copy()
