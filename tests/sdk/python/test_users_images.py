"""Profile images."""

from __future__ import annotations

import pytest
from clerk_backend_api import Clerk, models

from crypto import png
from expect import refused
from maker import Maker, absent_id

RED, BLUE = (200, 0, 0), (0, 0, 200)


def picture(content: bytes, name: str = "me.png") -> models.File:
    return models.File(file_name=name, content=content, content_type="image/png")


def test_an_image_is_set_changed_and_removed(clerk: Clerk, make: Maker) -> None:
    user = make.user(first_name="Frida")
    first = clerk.users.set_profile_image(user_id=user.id, file=picture(png(32, 24, RED)))
    assert (first.id, first.has_image) == (user.id, True)
    assert first.image_url != user.image_url

    second = clerk.users.set_profile_image(user_id=user.id, file=picture(png(8, 8, BLUE)))
    assert second.has_image is True
    assert second.image_url not in (user.image_url, first.image_url)
    assert clerk.users.get(user_id=user.id).image_url == second.image_url

    removed = clerk.users.delete_profile_image(user_id=user.id)
    assert (removed.has_image, removed.image_url) == (False, user.image_url)
    with refused(404, "image_not_found"):
        clerk.users.delete_profile_image(user_id=user.id)


@pytest.mark.parametrize("content", [b"not a picture", png(8, 8, RED)[:40], b""])
def test_only_pictures_are_taken(clerk: Clerk, make: Maker, content: bytes) -> None:
    user = make.user()
    with refused(400, "request_body_invalid", "form_param_missing"):
        clerk.users.set_profile_image(user_id=user.id, file=picture(content))
    assert clerk.users.get(user_id=user.id).has_image is False


def test_a_file_must_be_sent(clerk: Clerk, make: Maker) -> None:
    """The SDK then sends neither a body nor a content type."""
    user = make.user()
    with refused(400, "form_param_missing", param="file"):
        clerk.users.set_profile_image(user_id=user.id)


def test_an_unknown_user_has_no_image(clerk: Clerk) -> None:
    with refused(404, "resource_not_found"):
        clerk.users.set_profile_image(user_id=absent_id("user"), file=picture(png(8, 8, RED)))
    with refused(404, "resource_not_found"):
        clerk.users.delete_profile_image(user_id=absent_id("user"))
