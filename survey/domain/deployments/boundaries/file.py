"""From the bytes of an upload to the features in it: size, encoding, format."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from survey.domain.deployments.boundaries.problems import BoundaryError

LIMIT_IN_BYTES = 5 * 1024 * 1024
MOST_FEATURES = 2_000
_EXPORT = (
    "In a mapping program such as QGIS, open it and export the layer as GeoJSON (WGS84); "
    "the Open Geography portal offers GeoJSON as a download."
)
# How a file begins that is not JSON, and what it is then.
_BEGINNINGS = (
    (b"PK\x03\x04", "a zip archive, perhaps a shapefile or a KMZ"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a GeoPackage or another database"),
    (b"%PDF", "a PDF"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8", "a picture"),
)


def read_features(data: bytes) -> dict[str, Any]:
    """The feature collection in the file. Raises BoundaryError."""
    if len(data) > LIMIT_IN_BYTES:
        _refuse(
            f"The file is {len(data) / 1024 / 1024:.1f} MB, and the limit is "
            f"{LIMIT_IN_BYTES // 1024 // 1024} MB. Upload only the areas of your council, or a generalised "
            "version of the boundaries (ONS offers them at 20 m and 200 m)."
        )
    collection = _collection(_parsed(_text(data)))
    features = collection["features"]
    if not features:
        _refuse("The file holds no area. Export the layer again with its features.")
    if len(features) > MOST_FEATURES:
        _refuse(
            f"The file holds {len(features):,} features, and the limit is {MOST_FEATURES:,}. "
            "Upload only the areas of your council."
        )
    return collection


def _text(data: bytes) -> str:
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            _refuse(f"This is {what}, not GeoJSON. {_EXPORT}")
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        _refuse("The file is not text in UTF-8. Save it as UTF-8, or export it as GeoJSON again.")
    if not text:
        _refuse("The file is empty. Export the layer as GeoJSON again.")
    if text.startswith("<"):
        beginning = text[:2000].casefold()
        what = "KML or GML" if "<kml" in beginning or "gml" in beginning else "a web page or XML"
        _refuse(f"This is {what}, not GeoJSON. {_EXPORT}")
    return text


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        _refuse("The file nests too deeply to be a map. Export the layer as GeoJSON again.")
    except json.JSONDecodeError as error:
        if text[0] not in "{[":
            _refuse(f"This is not GeoJSON; it may be a table or plain text. {_EXPORT}")
        if error.pos >= len(text) - 1 or "Unterminated" in error.msg:
            _refuse("The file ends in the middle: it was probably cut off. Download or export it again.")
        _refuse(f"The file is not valid JSON: line {error.lineno}, column {error.colno}. Export it again.")
    except ValueError:
        _refuse("The file holds a number that is none. Export the layer as GeoJSON again.")


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)


def _collection(found: object) -> dict[str, Any]:
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "Feature":
        return {**found, "features": [found]}
    if kind == "FeatureCollection" and isinstance(found.get("features"), list):
        return found
    if kind == "Topology":
        problem = f"This is TopoJSON, not GeoJSON. {_EXPORT}"
    elif isinstance(found, dict) and "geometryType" in found:
        problem = "This is Esri JSON, not GeoJSON. Choose GeoJSON where the file is offered for download."
    elif kind in ("Polygon", "MultiPolygon", "GeometryCollection"):
        problem = "The file holds an outline without a name. Export the layer as GeoJSON with its attributes."
    else:
        problem = "This JSON is not GeoJSON: it has no feature collection. Export the layer as GeoJSON."
    raise BoundaryError([problem])


def _refuse(problem: str) -> NoReturn:
    raise BoundaryError([problem])
