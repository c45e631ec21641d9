"""Lines end at the border of a box, and do not run along it."""

from __future__ import annotations

import pytest

from sphinx_archdoc.drawing.ends import GAP, Box, straightened

BOX = Box(100, 100, 80, 40)  # from 60, 80 to 140, 120
FAR = Box(500, 500, 10, 10)


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("M80.0,20.0L80.0,77.0Q80.0,80.0 83.0,80.0L96.0,80.0", "L80.0,76.0"),  # from above
        ("M80.0,200.0L80.0,123.0Q80.0,120.0 83.0,120.0L96.0,120.0", "L80.0,124.0"),
        (
            "M10.0,90.0 L57.0,90.0 Q60.0,90.0 60.0,93.0 L60.0,96.0",
            "L56.0,90.0",
        ),  # with spaces, where lines cross
        ("M200.0,90.0L143.0,90.0Q140.0,90.0 140.0,93.0L140.0,96.0", "L144.0,90.0"),
    ],
)
def test_a_line_ends_where_it_comes_to_the_border(path: str, end: str) -> None:
    assert straightened(path, FAR, BOX, arrow=True) == path.partition("L")[0].rstrip() + end
    assert GAP == 4


def test_a_line_without_a_head_comes_up_to_the_border() -> None:
    path = "M80.0,20.0L80.0,77.0Q80.0,80.0 83.0,80.0L96.0,80.0"
    assert straightened(path, FAR, BOX, arrow=False) == "M80.0,20.0L80.0,80.0"


def test_a_line_begins_where_it_leaves_the_border() -> None:
    path = "M100.0,120.0L93.0,120.0Q90.0,120.0 90.0,123.0L90.0,200.0"
    assert straightened(path, BOX, FAR, arrow=True) == "M90.0,120.0L90.0,123.0L90.0,200.0"


def test_a_step_that_nobody_sees_gives_no_direction() -> None:
    path = "M100.0,120.0L99.8,120.0L99.8,120.0L99.8,200.0"
    assert straightened(path, BOX, FAR, arrow=True) == "M99.8,120.0L99.8,200.0"


@pytest.mark.parametrize(
    "path",
    [
        "M10.0,20.0L10.0,76.0",
        "M10.0,20.0L77.0,20.0Q80.0,20.0 80.0,23.0L80.0,76.0",
        "M1.0,2.0C3.0,4.0,5.0,6.0,7.0,8.0",
    ],
)
def test_other_lines_stay_as_they_are(path: str) -> None:
    assert straightened(path, BOX, BOX, arrow=True) == path
