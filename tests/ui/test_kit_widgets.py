"""Widgets played by a pilot: every event goes through pygame's queue, as a person's would."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from tests.ui.kit_gallery import dialog, gallery, make_ui
from wargame.ui.kit import (
    Button,
    Checkbox,
    Column,
    Dropdown,
    Item,
    Label,
    Listing,
    Log,
    Modal,
    MultiLine,
    NumberEntry,
    Option,
    Pilot,
    Row,
    ScrollArea,
    Segmented,
    Shortcut,
    Slider,
    Spacer,
    Table,
    TableColumn,
    TableRow,
    Tabs,
    TextEntry,
    Ui,
    Widget,
)


@pytest.fixture(autouse=True)
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    pygame.display.set_mode((800, 600))
    yield
    pygame.display.quit()


def shown(*widgets: Widget, size: tuple[int, int] = (800, 600), shortcuts: tuple[Shortcut, ...] = ()) -> Pilot:
    ui = make_ui(size)
    ui.show(Column(list(widgets), pad=20), shortcuts)
    return Pilot(ui)


def test_tab_goes_through_all_stops_in_reading_order_and_around() -> None:
    pilot = shown(
        Row([Button("A", id="a"), Button("B", id="b")]),
        Button("off", id="off", enabled=False),
        TextEntry(id="entry"),
        Checkbox("c", id="check"),
    )
    seen = []
    for _ in range(5):
        pilot.key("tab")
        seen.append(pilot.focused())
    assert seen == ["a", "b", "entry", "check", "a"]
    pilot.key("shift+tab")
    assert pilot.focused() == "check"


def test_a_disabled_button_with_a_reason_can_be_reached_but_not_pressed() -> None:
    pilot = shown(Button("Undo", id="undo", enabled=False, tip="Nothing to take back", shortcut="u"))
    pilot.key("tab")
    assert pilot.focused() == "undo"
    assert pilot.key("enter") == []
    assert pilot.click("undo") == []
    assert pilot.key("u") == []
    assert "! Nothing to take back" in pilot.ui.text_twin()


def test_arrows_go_to_the_nearest_neighbour() -> None:
    pilot = shown(
        Row([Button("one", id="nw", grow=1), Button("two", id="ne", grow=1)]),
        Row([Button("three", id="sw", grow=1), Button("four", id="se", grow=1)]),
    )
    pilot.key("tab", "right")
    assert pilot.focused() == "ne"
    pilot.key("down")
    assert pilot.focused() == "se"
    pilot.key("left", "up")
    assert pilot.focused() == "nw"


def test_a_button_answers_click_enter_space_and_its_key_but_not_a_drag_away() -> None:
    pilot = shown(Button("End", id="end", value=7, shortcut="ctrl+e"), Label("x"))
    for intents in (pilot.click("end"), pilot.key("enter"), pilot.key("space"), pilot.key("ctrl+e")):
        assert pilot.ids(intents) == [("end", "press")]
        assert intents[0].value == 7
    inside = pilot.spot("end")
    assert pilot.drag(inside, (inside[0], inside[1] + 300)) == []


def test_typing_cyrillic_selecting_copying_and_pasting() -> None:
    pilot = shown(TextEntry(id="from"), TextEntry(id="to"))
    pilot.click("from")
    intents = pilot.type("Куп'янськ ґЄії é")
    assert intents[-1].value == "Куп'янськ ґЄії é"
    pilot.key("ctrl+a", "ctrl+c", "tab", "ctrl+v", "home", "shift+right", "delete")
    assert pilot.ui.find("to").text == "уп'янськ ґЄії é"
    assert pilot.ids(pilot.key("enter")) == [("to", "submit")]
    pilot.key("ctrl+z")
    assert pilot.ui.find("to").text == "Куп'янськ ґЄії é"


def test_ctrl_enter_ends_the_form_from_every_field_that_has_the_focus() -> None:
    form = Button("Add", id="add", shortcut="ctrl+enter")
    pilot = shown(TextEntry(id="line"), Checkbox("c", id="check"), Dropdown([Option("a", "A")], id="drop"), form)
    for field in ("line", "check", "drop"):
        pilot.ui.focus(pilot.ui.find(field))
        assert pilot.ids(pilot.key("ctrl+enter")) == [("add", "press")], field


def test_an_input_method_shows_what_it_composes_and_then_delivers_it() -> None:
    pilot = shown(TextEntry(id="entry"))
    pilot.click("entry")
    pilot.compose("ni")
    assert pilot.ui.find("entry").composing == "ni"
    assert pilot.ui.find("entry").text == ""
    pilot.type("你")
    assert pilot.ui.find("entry").composing == ""
    assert pilot.ui.find("entry").text == "你"


def test_letters_in_a_field_are_text_and_elsewhere_shortcuts() -> None:
    pilot = shown(TextEntry(id="entry"), Button("b", id="b"), shortcuts=(Shortcut("m", "map", "Show the map"),))
    pilot.click("entry")
    assert pilot.key("m") == []
    assert pilot.key("?") == []
    pilot.key("tab")
    assert pilot.ids(pilot.key("m")) == [("map", "press")]
    pilot.key("?")
    assert pilot.ui.modal is not None
    assert pilot.ui.modal.id == "kit.help"
    assert any("Show the map" in line for line in pilot.ui.text_twin())
    assert pilot.key("esc") == []
    assert pilot.ui.modal is None
    assert pilot.focused() == "b"


def test_several_lines_wrap_move_and_submit() -> None:
    pilot = shown(MultiLine(id="why", rows=3), Button("next", id="next"))
    pilot.click("why")
    pilot.type("one")
    pilot.key("enter")
    pilot.type("two three")
    pilot.key("up", "home")
    pilot.type("zero ")
    assert pilot.ui.find("why").text == "zero one\ntwo three"
    assert pilot.ids(pilot.key("ctrl+enter")) == [("why", "submit")]
    pilot.key("tab")
    assert pilot.focused() == "next"


def test_a_number_stays_in_range_and_rejects_what_is_no_number() -> None:
    pilot = shown(NumberEntry(9, low=0, high=10, id="n"))
    pilot.key("tab")
    assert [intent.value for intent in pilot.key("up", "up")] == [10, 10]
    pilot.key("ctrl+a")
    assert pilot.type("x")[-1].value is None
    assert pilot.ui.find("n").text_twin()[0].endswith("!")


def test_a_dropdown_flips_up_at_the_bottom_scrolls_and_closes() -> None:
    options = [Option(i, f"Option {i}", barred="no mandate" if i == 1 else "") for i in range(30)]
    pilot = shown(Spacer(grow=1), Dropdown(options, id="drop"), TextEntry(id="after"))
    drop = pilot.ui.find("drop")
    pilot.click("drop")
    popup = drop.popup_rect()
    assert popup.bottom <= drop.rect.top
    assert popup.top >= 0
    assert drop.scroller.most > 0
    pilot.key("end")
    assert drop.row_rects()[-1].bottom <= popup.bottom
    assert [i.value for i in pilot.key("enter")] == [29]
    assert not drop.open
    pilot.click("drop")
    pilot.key("home", "down")
    assert pilot.key("enter") == []
    assert drop.open, "a barred option cannot be taken"
    pilot.key("esc")
    assert not drop.open
    assert drop.value == 29
    pilot.click("drop")
    assert pilot.click_at((5, 5)) == []
    assert pilot.ui.popup is None


def test_a_dropdown_opens_downwards_where_there_is_room_and_takes_a_click() -> None:
    pilot = shown(Dropdown(["red", "green", "blue"], id="drop"), Spacer(grow=1))
    drop = pilot.ui.find("drop")
    pilot.click("drop")
    assert drop.popup_rect().top >= drop.rect.bottom
    assert [i.value for i in pilot.click_at(drop.row_rects()[2].center)] == ["blue"]
    pilot.key("enter")
    pilot.key("g")
    assert [i.value for i in pilot.key("enter")] == ["green"]


def test_choices_answer_keys_and_clicks_and_skip_what_is_barred() -> None:
    pilot = shown(
        Tabs(["one", "two", "three"], id="tabs"),
        Segmented([Option("a", "A"), Option("b", "B", barred="no"), Option("c", "C")], id="seg"),
        Slider(1, 12, 4, id="slide"),
    )
    pilot.key("tab")
    assert [i.value for i in pilot.key("right", "right", "right")] == ["two", "three", "one"]
    pilot.key("tab")
    assert [i.value for i in pilot.key("right")] == ["c"]
    pilot.key("tab")
    assert [i.value for i in pilot.key("right", "pagedown", "end", "end")] == [5, 9, 12]


def test_a_long_table_draws_only_what_shows_and_can_be_walked_to_its_end() -> None:
    rows = [TableRow.of(f"r{i}", str(i), f"name {i}") for i in range(5000)]
    pilot = shown(Table([TableColumn("n"), TableColumn("name")], rows, id="table", grow=1))
    surface = pygame.display.get_surface()
    pilot.ui.draw(surface)
    table = pilot.ui.find("table")
    assert 5 < table.drawn < 40
    pilot.key("tab")
    assert [i.value for i in pilot.key("down", "down")] == ["r0", "r1"]
    assert [i.value for i in pilot.key("end")] == ["r4999"]
    pilot.ui.draw(surface)
    assert 5 < table.drawn < 40
    assert table.scroller.offset == table.scroller.most
    assert pilot.ids(pilot.key("enter")) == [("table", "activate")]


def test_a_table_sorts_by_its_header_and_back() -> None:
    columns = [TableColumn("name", sortable=True), TableColumn("n")]
    rows = [TableRow.of(name, name, str(i)) for i, name in enumerate(("b", "c", "a"))]
    pilot = shown(Table(columns, rows, id="table"))
    table = pilot.ui.find("table")
    head = (table.rect.x + 20, table.rect.y + 8)
    pilot.click_at(head)
    assert [row.id for row in table.rows] == ["a", "b", "c"]
    pilot.click_at((head[0] + 5, head[1]))
    assert [row.id for row in table.rows] == ["c", "b", "a"]


def test_a_table_row_with_the_wrong_number_of_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="'r1' has 1 cells for 2"):
        Table([TableColumn("a"), TableColumn("b")], [TableRow.of("r1", "x")], id="t")


def test_lists_select_and_logs_measure_only_what_is_new() -> None:
    log = Log([Item(str(i), f"title {i}", "some text") for i in range(300)], id="log", grow=1)
    pilot = shown(Listing([Item("x", "X"), Item("y", "Y", badge="T4")], id="list"), log)
    pilot.key("tab")
    assert [i.value for i in pilot.key("down", "down", "enter")] == ["x", "y", "y"]
    before = list(log._bottoms)
    log.add(Item("new", "newest"))
    pilot.ui.lay_out()
    assert log._bottoms[:-1] == before
    assert log._bottoms[-1] > before[-1]


def test_the_wheel_scrolls_what_is_under_it_and_the_focus_scrolls_into_view() -> None:
    area = ScrollArea(Column([Button(f"b{i}", id=f"b{i}") for i in range(60)]), id="area")
    pilot = shown(area)
    pilot.wheel("area", -3)
    assert area.scroller.offset > 0
    for _ in range(50):
        pilot.key("tab")
    focused = pilot.ui.focused
    assert focused is not None
    assert area.rect.contains(focused.rect)


def test_a_dialog_keeps_the_focus_and_gives_it_back() -> None:
    pilot = shown(Button("open", id="open"), Button("other", id="other"))
    pilot.key("tab")
    ui = pilot.ui
    ui.open_modal(Modal("Sure?", [TextEntry(id="reason")], [Button("No", id="no"), Button("Yes", id="yes")], id="sure"))
    stops = {pilot.focused()}
    for _ in range(6):
        pilot.key("tab")
        stops.add(pilot.focused())
    assert stops == {"reason", "no", "yes"}
    assert pilot.click_at((3, 3)) == []
    assert pilot.ids(pilot.key("esc")) == [("sure", "cancel")]
    ui.close_modal()
    assert pilot.focused() == "open"


def test_a_new_tree_keeps_focus_scroll_and_caret_by_id() -> None:
    def tree(text: str) -> Column:
        buttons = Column([Button(f"b{i}", id=f"b{i}") for i in range(60)])
        return Column([TextEntry(text, id="entry"), ScrollArea(buttons, id="area")])

    ui = make_ui((400, 300))
    ui.show(tree(""))
    pilot = Pilot(ui)
    pilot.wheel("area", -4)
    offset = ui.find("area").scroller.offset
    pilot.click("entry")
    pilot.type("abcd")
    pilot.key("left", "left")
    ui.show(tree("abcd"))
    assert pilot.focused() == "entry"
    assert ui.find("entry").buffer.caret == 2
    assert ui.find("area").scroller.offset == offset > 0


def test_two_widgets_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="'twin'"):
        make_ui().show(Column([Button("a", id="twin"), Button("b", id="twin")]))


def test_tips_come_with_rest_and_go_with_movement() -> None:
    pilot = shown(Button("a", id="a", tip="What it does"), Button("b", id="b"))
    pilot.hover("a")
    assert pilot.ui._tooltip == ""
    pilot.wait(500)
    assert pilot.ui._tooltip == "What it does"
    pilot.hover("b")
    assert pilot.ui._tooltip == ""
    pilot.key("shift+tab", "shift+tab")
    pilot.wait(500)
    assert pilot.ui._tooltip == "What it does", "the keyboard gets tips too"


def test_it_draws_only_when_something_changed() -> None:
    pilot = shown(Button("a", id="a"))
    surface = pygame.display.get_surface()
    assert pilot.ui.draw(surface)
    pilot.wait(10)
    assert not pilot.ui.draw(surface)
    pilot.hover("a")
    assert pilot.ui.draw(surface)
    pilot.ui.toast("saved", ms=100)
    assert pilot.ui.draw(surface)
    pilot.wait(200)
    assert pilot.ui.draw(surface)
    assert pilot.ui.toasts == []


SIZES = ((1280, 720), (1600, 900), (1920, 1080))


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5])
def test_no_text_is_cut_on_the_gallery(lang: str, size: tuple[int, int], scale: float) -> None:
    ui = make_ui(size, scale=scale, lang=lang)
    surface = pygame.Surface(size)
    ui.show(*gallery(lang))
    ui.draw(surface)
    assert ui.overflows() == []
    ui.open_modal(dialog(lang))
    ui.draw(surface)
    assert ui.overflows() == []


def test_a_label_that_does_not_fit_is_reported() -> None:
    ui = make_ui((200, 100))
    label = Label("a text far too long for its place", id="long")
    ui.show(Column([label]))
    ui.lay_out()
    label.rect.h = 8
    ui.draw(pygame.Surface((200, 100)))
    assert any(entry.startswith("long") for entry in ui.overflows())


def test_the_same_screen_gives_the_same_pixels() -> None:
    def pixels() -> bytes:
        ui: Ui = make_ui((1280, 720), lang="nl")
        ui.show(*gallery("nl"))
        pilot = Pilot(ui)
        pilot.click("order")
        pilot.key("down")
        surface = pygame.Surface((1280, 720))
        ui.draw(surface)
        return pygame.image.tobytes(surface, "RGB")

    assert pixels() == pixels()
