"""Made-up boundary files, and what must be true of every reading of any file."""

import json
from copy import deepcopy

import numpy as np
import pyproj
import pytest
import shapely

from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.boundaries.reading import read_boundaries
from survey.domain.deployments.outlines import as_shape

LATITUDE, LONGITUDE = 51.5, -0.2
ONS = ({"WD22CD": "E05000001", "WD22NM": "North"}, {"WD22CD": "E05000002", "WD22NM": "South"})


def square(column=0, row=0, side=0.01):
    """A closed ring, one of a grid of squares."""
    west, south = LONGITUDE + column * side, LATITUDE - row * side
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(properties, geometry):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


def squares(*properties, **members):
    """A column of squares with these properties, one under another."""
    return collection(*(feature(one, polygon(square(row=i))) for i, one in enumerate(properties)), **members)


def encoded(data):
    return json.dumps(data).encode()


def read(data):
    return read_boundaries(data if isinstance(data, bytes) else encoded(data))


def refused(data):
    """The problems, as one text."""
    with pytest.raises(BoundaryError) as caught:
        read(data)
    return " ".join(caught.value.problems)


def on_grid(data):
    """The same collection in metres of the British National Grid."""
    turn = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)

    def turned(found):
        if isinstance(found[0], list):
            return [turned(one) for one in found]
        return list(turn.transform(found[0], found[1]))

    copy = deepcopy(data)
    for one in copy["features"]:
        one["geometry"]["coordinates"] = turned(one["geometry"]["coordinates"])
    copy.pop("crs", None)
    return copy


def assert_sound(reading):
    """What a page relies on, whatever the file was like."""
    codes = [area.code for area in reading.areas]
    assert reading.areas
    assert len(codes) == len(set(codes))
    for area in reading.areas:
        shape = as_shape(area.outline)
        assert shape.is_valid, area.name
        assert shape.area > 0, area.name
        assert area.name.strip()
        points = shapely.get_coordinates(shape)
        assert (np.abs(points - points.round(5)) < 1e-12).all()
        assert ((points >= (-11, 48.9)) & (points <= (2.5, 61.5))).all()
        for part in area.outline:
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in part)


def assert_sound_or_refused(data):
    """Any other exception fails the test."""
    problems, reading = (), None
    try:
        reading = read_boundaries(data)
    except BoundaryError as error:
        problems = error.problems
    if reading:
        assert_sound(reading)
    else:
        assert problems
        assert all(problem.endswith(".") for problem in problems)
