"""Settings: the embedded secret is made once, whoever starts first, and an empty one stops the start."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from survey.settings import SettingsError, from_environment


def test_processes_that_start_at_once_share_one_secret_that_only_the_owner_reads(tmp_path):
    environment = {"LAMPPOST_INSTANCE": str(tmp_path)}
    with ThreadPoolExecutor(8) as pool:
        found = {made.secret_key for made in pool.map(from_environment, [environment] * 32)}
    (secret,) = found
    assert len(secret) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", ["", "a" * 64])
def test_a_kept_secret_that_is_weak_stops_the_start(tmp_path, kept):
    (tmp_path / "secret-key").write_text(kept)
    with pytest.raises(SettingsError, match="LAMPPOST_SECRET_KEY"):
        from_environment({"LAMPPOST_INSTANCE": str(tmp_path)})
