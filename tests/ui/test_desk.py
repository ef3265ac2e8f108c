"""The desk: orders in the nine questions, three doors, attention, free orders, the map, sealing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.table import at_desk, pixels, show, twin
from wargame.ui.kit import Pilot
from wargame.ui.models.desk import DeskOwn


def own(pilot: Pilot) -> DeskOwn:
    return pilot.target.session.own("desk", DeskOwn)


def open_form(pilot: Pilot, order: str) -> None:
    listing = pilot.ui.find("desk.orders")
    pilot.ui.focus(listing)
    ids = [item.id for item in listing.items]
    pilot.key("home", *["down"] * ids.index(order), "enter")


def choose(pilot: Pilot, field: str, value: str) -> None:
    widget = pilot.ui.find(field)
    pilot.ui.focus(widget)
    pilot.key("enter")
    pilot.key("home", *["down"] * [option.value for option in widget.options].index(value), "enter")
    assert pilot.ui.find(field).value == value


def write(pilot: Pilot, field: str, text: str) -> None:
    pilot.ui.focus(pilot.ui.find(field))
    pilot.type(text)


def offer_brigade(pilot: Pilot) -> None:
    open_form(pilot, "nl_offer_ground")
    choose(pilot, "order.parameter.element", "nl_13")
    choose(pilot, "order.parameter.place", "kyiv")
    write(pilot, "order.intent", "stand by Kyiv")
    write(pilot, "order.because.0", "influence")
    write(pilot, "order.expected", "Moscow tests us")
    choose(pilot, "order.owner", "Minister of Defence")


def test_an_order_is_written_in_every_question_of_the_format_and_sealed(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=("netherlands", "russia"))
    offer_brigade(pilot)
    pilot.click("order.add")
    pilot.click("doors.give")
    pilot.key("f8", "enter")
    game = pilot.target.session.game
    (doc,) = game.record.orders["netherlands"]
    assert (doc.order, doc.parameters, doc.visibility) == (
        "nl_offer_ground",
        {"element": "nl_13", "place": "kyiv"},
        "public",
    )
    assert (doc.intent, doc.because, doc.expected_response) == ("stand by Kyiv", ("influence",), "Moscow tests us")
    assert doc.risk_owner == "Minister of Defence"
    assert pilot.target.session.screen == "curtain"
    assert "stand by Kyiv" not in twin(pilot)


def test_three_doors_warn_and_never_block_and_a_waiver_is_recorded_with_who_and_why(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=("netherlands", "russia"))
    offer_brigade(pilot)
    form = twin(pilot)
    for said in ("Willing", "Allowed", "Able", "not met: America stands behind it, specifically"):
        assert said in form
    pilot.click("order.add")
    assert pilot.ui.modal is not None
    assert pilot.ui.modal.id == "doors"
    choose(pilot, "doors.speaker", "Minister of Foreign Affairs")
    write(pilot, "doors.why.ground_us", "we can't wait for Washington")
    pilot.click("doors.close")
    assert "waived: America stands behind it, specifically" in twin(pilot)
    pilot.click("order.add")
    pilot.click("doors.give")
    assert "conditions waived" in twin(pilot)
    pilot.key("f8", "enter")
    (doc,) = pilot.target.session.game.record.orders["netherlands"]
    assert doc.waived == {"ground_us": "Minister of Foreign Affairs: we can't wait for Washington"}


def test_attention_bounds_what_can_still_be_decided(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    for _ in range(2):
        offer_brigade(pilot)
        pilot.click("order.add")
        pilot.click("doors.give")
    assert "Attention: 4 of 4 used" in twin(pilot)
    open_form(pilot, "nl_letter")
    assert own(pilot).draft is None
    assert "you have 0 left" in twin(pilot)
    pilot.click("desk.remove.0")
    assert "Attention: 2 of 4 used" in twin(pilot)
    open_form(pilot, "nl_letter")
    assert own(pilot).draft is not None


def test_a_pending_order_can_be_changed(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    offer_brigade(pilot)
    pilot.click("order.add")
    pilot.click("doors.give")
    pilot.click("desk.edit.0")
    write(pilot, "order.intent", ", and be seen to")
    pilot.click("order.add")
    pilot.click("doors.give")
    assert [doc.intent for doc in own(pilot).pending] == ["stand by Kyiv, and be seen to"]


def test_an_order_in_our_own_words_needs_words(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=("netherlands", "russia"))
    pilot.click("desk.free")
    assert not pilot.ui.find("order.add").enabled
    write(pilot, "order.text", "Send the minister to Ankara")
    pilot.click("order.add")
    pilot.key("f8", "enter")
    (doc,) = pilot.target.session.game.record.orders["netherlands"]
    assert (doc.order, doc.text) == ("free", "Send the minister to Ankara")


def test_an_order_without_its_unit_cannot_be_added_and_says_why(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    open_form(pilot, "nl_offer_ground")
    button = pilot.ui.find("order.add")
    assert not button.enabled
    assert "Still to choose: with what." in button.tip
    pilot.click("order.add")
    assert own(pilot).pending == []


def test_a_sector_on_the_map_opens_its_card_and_fills_the_form(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, people=("ukraine",), played=1)
    listing = pilot.ui.find("desk.orders")
    rules = pilot.target.session.game.scenario.rules.orders
    wanted = next(
        rule.id for rule in rules if rule.role == "ukraine" and any(each.name == "sector" for each in rule.parameters)
    )
    assert wanted in [item.id for item in listing.items]
    open_form(pilot, wanted)
    pilot.ui.focus(pilot.ui.find("desk.map"))
    pilot.key("pagedown", "pagedown")
    chosen = own(pilot).selection
    assert chosen
    assert "Violations recorded" in twin(pilot)
    assert own(pilot).draft is not None
    assert own(pilot).draft.parameters["sector"] == chosen


def test_the_map_is_clicked_where_a_sector_is(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pixels(pilot)
    widget = pilot.ui.find("desk.map")
    badge = next(label for label in widget.renderer.labels if label.kind == "badge" and label.id == "s09")
    x, y, w, h = badge.rect
    pilot.click_at((widget.rect.x + x + w // 2, widget.rect.y + y + h // 2))
    assert own(pilot).selection == "s09"


def test_layers_are_switched_by_keyboard(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path)
    pilot.key("l")
    pilot.ui.focus(pilot.ui.find("desk.layer.coverage"))
    pilot.key("space")
    assert "coverage" in own(pilot).layers
    pilot.key("l")
    assert own(pilot).layers_open is False


def test_the_tabs_hold_situation_forces_and_messages(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, played=1)
    for key, said in (("alt+2", "Situation report 1"), ("alt+3", "13th Light Brigade"), ("alt+4", "Forty explosions")):
        pilot.key(key)
        assert said in twin(pilot)


def test_at_most_twelve_figures_stand_on_a_desk_and_both_ladders(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, played=1)
    session = pilot.target.session
    model = pilot.target.screen.model(session)
    assert 6 <= len(model.figures) <= 12
    assert {ladder.id for ladder in model.ladders} == {"ru_ua", "ru_coalition"}
    assert all(figure.value for figure in model.figures)
    told = twin(pilot)
    for ladder in model.ladders:
        assert ladder.rung.name in told


def test_what_a_seat_does_not_see_is_not_on_its_desk(tmp_path: Path) -> None:
    pilot = at_desk(tmp_path, played=1)
    session = pilot.target.session
    from wargame.ui.models.reading import reading

    seen, history = session.view().quantities, session.history()
    assert "cfv_true" not in seen
    assert reading(history, "cfv_true", session.game.tables.registry) is None
    assert session.reader.figure(history, "hazard") is None
    assert reading(session.history("control"), "cfv_true", session.game.tables.registry) is not None


@pytest.mark.parametrize("seat", ["netherlands", "coalition", "ukraine", "russia", "united_states", "nato_eu"])
def test_every_seat_has_a_desk_and_every_order_a_form(tmp_path: Path, seat: str) -> None:
    pilot = at_desk(tmp_path, people=(seat,))
    session = pilot.target.session
    for rule in session.game.scenario.rules.orders:
        if rule.role == seat:
            pilot.target.screen._begin(rule.id, own(pilot), session)
            show(pilot)
            assert rule.title.en in twin(pilot)
            pilot.click("order.cancel")
    assert session.words.missing == set()
