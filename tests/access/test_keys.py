"""The keys of the installation: made for a demo, demanded elsewhere; encrypted columns, and changing the key."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from trede.access import audit, bsn, protect, rotation
from trede.access.models import AuditEntry, KeptForm, User
from trede.web import environment

OLD, NEW = protect.new_key(), protect.new_key()


# --- where keys come from --------------------------------------------------------------------------------------------


def test_a_demo_makes_its_keys_once_and_keeps_them_to_itself(tmp_path: Path) -> None:
    environ = {"TREDE_DEMO": "1", "XDG_STATE_HOME": str(tmp_path)}
    key = environment.data_keys(environ)
    assert environment.data_keys(environ) == key != environment.lookup_key(environ)
    assert protect.read_key(key)
    files = list((tmp_path / "trede").iterdir())
    assert len(files) == 2
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)


def test_elsewhere_a_missing_key_says_what_to_do() -> None:
    for read in (environment.data_keys, environment.lookup_key):
        with pytest.raises(ImproperlyConfigured, match="32 bytes in base64"):
            read({})


def test_the_server_does_not_start_without_keys() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import trede.web.wsgi"], capture_output=True, text=True,
        env={"TREDE_SECRET_KEY": "x", "PYTHONPATH": ":".join(sys.path), "TREDE_DATABASE_URL": "sqlite:///:memory:"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Zet TREDE_DATA_KEYS" in done.stderr


@pytest.mark.parametrize("keys", ["", " , ", "kort", "!" * 44, "a" * 43])
def test_a_key_that_is_none_is_refused(settings: Any, keys: str) -> None:
    settings.DATA_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        protect.demand()


# --- encrypted values ------------------------------------------------------------------------------------------------


def test_a_value_opens_in_its_own_column_only_and_never_twice_the_same() -> None:
    tokens = {protect.encrypt("999990019", "a.b") for _ in range(50)}
    assert len(tokens) == 50
    assert {protect.decrypt(token, "a.b") for token in tokens} == {"999990019"}
    with pytest.raises(protect.Unreadable, match="changed"):
        protect.decrypt(tokens.pop(), "a.c")


def test_every_changed_bit_of_a_token_is_found() -> None:
    token = protect.encrypt("geheim", "a.b")
    for place in range(len(token)):
        for bit in range(7):
            changed = token[:place] + chr(ord(token[place]) ^ 1 << bit) + token[place + 1 :]
            if changed != token:
                with pytest.raises(protect.Unreadable):
                    protect.decrypt(changed, "a.b")


def test_every_changed_bit_of_sealed_bytes_is_found() -> None:
    sealed = protect.seal_bytes(b"een brief", "a.b")
    for place in range(len(sealed)):
        changed = bytes([*sealed[:place], sealed[place] ^ 1, *sealed[place + 1 :]])
        with pytest.raises(protect.Unreadable):
            protect.open_bytes(changed, "a.b")


def test_an_encrypted_column_cannot_be_searched(db: None) -> None:
    with pytest.raises(Exception, match="lookup"):
        KeptForm.objects.filter(data="iets").first()


def test_a_keyed_hash_needs_the_key_and_the_purpose(settings: Any) -> None:
    before = protect.keyed("bsn", "999990019")
    assert before == protect.keyed("bsn", "999990019") != protect.keyed("iets", "999990019")
    settings.LOOKUP_KEY = NEW
    assert protect.keyed("bsn", "999990019") != before


# --- the number ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["999990019", " 9999 90 019 ", "9999.90.019"])
def test_a_bsn_is_read_however_it_is_typed(typed: str) -> None:
    assert bsn.read(typed) == "999990019"
    assert bsn.lookup(typed) == bsn.lookup("999990019")


@pytest.mark.parametrize("typed", ["", "999990018", "99999001", "9999900190", "abcdefghi", "000000000"])
def test_what_is_no_bsn_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(bsn.NoBsn) as refused:
        bsn.read(typed)
    assert not typed or typed not in str(refused.value)


# --- changing the key ------------------------------------------------------------------------------------------------


@pytest.fixture
def forms(db: None, settings: Any) -> list[KeptForm]:
    """Seven values written with the old key."""
    settings.DATA_KEYS = OLD
    user = User.objects.make("a@b.example", "A")
    return [KeptForm.objects.create(user=user, path="/", data=f"tekst {number}") for number in range(7)]


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM access_keptform")
        return [row[0] for row in cursor.fetchall()]


def test_after_the_change_the_old_key_can_go(forms: list[KeptForm], settings: Any) -> None:
    settings.DATA_KEYS = f"{NEW},{OLD}"
    assert KeptForm.objects.get(pk=forms[0].pk).data == "tekst 0"
    done = {item.place: item for item in rotation.rotate(audit.Actor.system("proef"), block=2)}
    assert (done["access_keptform.data"].done, done["access_keptform.data"].unreadable) == (7, [])
    settings.DATA_KEYS = NEW
    assert sorted(form.data for form in KeptForm.objects.all()) == [f"tekst {number}" for number in range(7)]
    assert AuditEntry.objects.get().action == "sleutels.gewisseld"


def test_a_second_change_finds_nothing_to_do(forms: list[KeptForm], settings: Any) -> None:
    settings.DATA_KEYS = f"{NEW},{OLD}"
    rotation.rotate(audit.Actor.system("proef"))
    before = stored()
    assert all(item.done == 0 for item in rotation.rotate(audit.Actor.system("proef")))
    assert stored() == before


def test_a_change_that_was_cut_off_goes_on(forms: list[KeptForm], settings: Any, monkeypatch: Any) -> None:
    settings.DATA_KEYS = f"{NEW},{OLD}"
    replaced, whole = [], rotation.replace

    def stop(*args: Any) -> int:
        if len(replaced) == 3:
            raise KeyboardInterrupt
        replaced.append(args)
        return whole(*args)

    monkeypatch.setattr(rotation, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(audit.Actor.system("proef"), block=2)
    monkeypatch.undo()
    rotation.rotate(audit.Actor.system("proef"), block=2)
    settings.DATA_KEYS = NEW
    assert len({form.data for form in KeptForm.objects.all()}) == 7


def test_a_value_that_no_key_opens_is_told_and_left(forms: list[KeptForm], settings: Any) -> None:
    settings.DATA_KEYS = NEW
    done = {item.place: item for item in rotation.rotate(audit.Actor.system("proef"), block=3)}
    assert done["access_keptform.data"].done == 0
    assert len(done["access_keptform.data"].unreadable) == 7
    settings.DATA_KEYS = OLD
    assert len({form.data for form in KeptForm.objects.all()}) == 7
