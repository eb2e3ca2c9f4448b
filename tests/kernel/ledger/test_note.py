"""Signed notes. The first vectors are those of the C2SP signed-note text and of Go's note package."""

import stat

import pytest

from yuanba.kernel.ledger import note

GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
TEXT = "yuanba.test/ledger/510722\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
NAME = "yuanba.test/ledger/510722"


@pytest.fixture
def verifier(signer):
    return note.parse_vkey(signer.vkey(NAME))


def test_a_note_signed_by_go_is_opened():
    text = note.parse_vkey(GO_VKEY).open(GO_NOTE)
    assert text.startswith("If you think cryptography")
    assert text.endswith("your problem is.\n")


def test_a_note_is_opened_by_the_key_that_signed_it(signer, verifier):
    assert verifier.open(signer.sign(NAME, TEXT)) == TEXT


def test_a_note_with_any_byte_changed_is_refused(signer, verifier):
    signed = signer.sign(NAME, TEXT)
    for place in range(len(signed)):
        changed = signed[:place] + chr(ord(signed[place]) ^ 1) + signed[place + 1 :]
        with pytest.raises(note.NoteError):
            verifier.open(changed)


def test_a_note_signed_by_somebody_else_is_refused(tmp_path, verifier):
    stranger = note.generate(tmp_path / "stranger.key")
    with pytest.raises(note.NoteError, match="not signed by"):
        verifier.open(stranger.sign(NAME, TEXT))
    with pytest.raises(note.NoteError, match="not signed by"):
        verifier.open(stranger.sign("witness.test", TEXT))


def test_the_signature_of_a_witness_may_stand_beside_ours(tmp_path, signer, verifier):
    witness = note.generate(tmp_path / "witness.key").sign("witness.test", TEXT)
    both = signer.sign(NAME, TEXT) + witness.rpartition("\n\n")[2]
    assert verifier.open(both) == TEXT


def test_a_key_is_read_back_and_only_its_owner_can_read_it(tmp_path, signer):
    path = tmp_path / "ledger.key"
    assert note.load(path).vkey(NAME) == signer.vkey(NAME)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path, signer):
    with pytest.raises(FileExistsError):
        note.generate(tmp_path / "ledger.key")
    assert note.load(tmp_path / "ledger.key").vkey(NAME) == signer.vkey(NAME)


def test_a_key_that_cannot_be_kept_leaves_nothing_behind(tmp_path, signer):
    with pytest.raises(FileExistsError):
        note.generate(tmp_path / "ledger.key")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.key"]


def test_a_file_that_holds_no_key_is_refused(tmp_path):
    (tmp_path / "no.key").write_text("no key")
    with pytest.raises(note.NoteError, match="holds no signing key"):
        note.load(tmp_path / "no.key")


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000+AQ==",
        GO_VKEY.replace("c74f20a3", "c74f20a4"),
        GO_VKEY.replace("Peter", "Paul"),
        GO_VKEY + "x",
        GO_VKEY.replace("PeterNeumann", "Peter Neumann"),
        "+c74f20a3" + GO_VKEY[21:],
    ],
)
def test_a_verifier_key_that_is_not_whole_is_refused(vkey):
    with pytest.raises(note.NoteError):
        note.parse_vkey(vkey)


def test_a_checkpoint_says_what_was_put_into_it():
    head = note.Head(NAME, 12, bytes(range(32)))
    assert note.parse_checkpoint(head.text()) == head
    assert note.parse_checkpoint(head.text() + "an extension line\n") == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        f"{NAME}\n3\n",
        f"{NAME}\n03\n{TEXT.split()[2]}\n",
        f"{NAME}\n-3\n{TEXT.split()[2]}\n",
        f"{NAME}\n٣\n{TEXT.split()[2]}\n",
        f"{NAME}\n3\nAAAA\n",
        f"{NAME}\n3\nnot base64\n",
        f"\n3\n{TEXT.split()[2]}\n",
    ],
)
def test_a_checkpoint_of_the_wrong_form_is_refused(text):
    with pytest.raises(note.NoteError):
        note.parse_checkpoint(text)
