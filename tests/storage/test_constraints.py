"""The rules that must hold are constraints of the database: raw SQL cannot break them either."""

import pytest
from sqlalchemy import text

from sales.contacts import Outcome
from sales.losses import Reason
from storage.errors import Refused
from tests.world import World


async def attempt(world: World, sql: str) -> str:
    """The rule that refused it."""
    with pytest.raises(Refused) as refused:
        await world.store.run(lambda tx: tx.run(text(sql)))
    return refused.value.rule


@pytest.fixture
async def lost(world: World) -> int:
    client = await world.client("Иванов", "+79123456789")
    return await world.record(client, Outcome.LOST, reason=Reason.NO_MONEY)


async def test_a_lost_contact_cannot_lose_its_reason(world: World, lost: int) -> None:
    rule = await attempt(world, f"UPDATE contacts SET reason_id = NULL WHERE id = {lost}")
    assert rule == "ck_contacts_loss_has_reason"


async def test_no_other_outcome_becomes_lost_without_a_reason(world: World) -> None:
    step = await world.record(await world.client(), Outcome.NEXT_STEP)
    assert await attempt(world, f"UPDATE contacts SET outcome = 'lost' WHERE id = {step}") == (
        "ck_contacts_loss_has_reason"
    )


async def test_a_sale_cannot_carry_a_loss_reason(world: World, lost: int) -> None:
    rule = await attempt(world, f"UPDATE contacts SET outcome = 'won', amount = 5 WHERE id = {lost}")
    assert rule == "ck_contacts_loss_has_reason"


@pytest.mark.parametrize("code", ["нецелевой", "other", "", "NO_MONEY"])
async def test_no_typed_text_becomes_a_reason(world: World, code: str) -> None:
    sql = f"INSERT INTO loss_reasons (team_id, code) VALUES (1, '{code}')"
    assert await attempt(world, sql) == "ck_loss_reasons_code"


async def test_a_reason_in_use_cannot_be_deleted(world: World, lost: int) -> None:
    await attempt(
        world, f"DELETE FROM loss_reasons WHERE id = (SELECT reason_id FROM contacts WHERE id = {lost})"
    )


async def test_a_contact_without_a_way_back_cannot_be_kept(world: World, lost: int) -> None:
    rule = await attempt(world, f"UPDATE contacts SET recontact_id = NULL WHERE id = {lost}")
    assert "recontact_id" in rule
    await attempt(
        world, f"DELETE FROM recontacts WHERE id = (SELECT recontact_id FROM contacts WHERE id = {lost})"
    )


async def test_a_reason_of_another_team_does_not_fit(world: World, lost: int) -> None:
    theirs = f"(SELECT MIN(id) FROM loss_reasons WHERE team_id <> (SELECT team_id FROM contacts WHERE id = {lost}))"
    await attempt(world, f"UPDATE contacts SET reason_id = {theirs} WHERE id = {lost}")


async def test_a_client_of_another_team_does_not_fit(world: World, lost: int) -> None:
    theirs = await world.client("Чужой", by="Zoya")
    await attempt(world, f"UPDATE contacts SET client_id = {theirs} WHERE id = {lost}")


async def test_a_client_has_one_open_promise_and_one_open_deal(world: World) -> None:
    client = await world.client()
    await world.record(client, Outcome.NEXT_STEP)
    await attempt(world, "UPDATE recontacts SET state = 'open', closed_at = NULL")
    await attempt(
        world,
        "INSERT INTO deals (team_id, client_id, state, opened_at) "
        f"SELECT team_id, client_id, 'open', 1 FROM deals WHERE client_id = {client}",
    )


async def test_a_message_records_one_contact(world: World, lost: int) -> None:
    copied = "team_id, client_id, author_id, outcome, channel, direction, reason_id, recontact_id, happened_at, day"
    await attempt(
        world,
        f"INSERT INTO contacts ({copied}, origin_chat, origin_message) "
        f"SELECT {copied}, origin_chat, origin_message FROM contacts WHERE id = {lost}",
    )


async def test_one_phone_belongs_to_one_client_of_a_team(world: World) -> None:
    await world.client("Иванов", "+79123456789")
    other = await world.client("Петров")
    await attempt(world, f"INSERT INTO phones (team_id, e164, client_id) VALUES (1, '+79123456789', {other})")
