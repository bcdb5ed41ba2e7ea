"""What every application compiles for itself, kept for the whole process: thousands of tests make one each."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Templates(BytecodeCache):
    """Templates that any application of this process has compiled. The key is a hash of the source."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get_bucket(self, environment, name, filename, source):
        """Each language compiles its own: the texts are put in while it does."""
        return super().get_bucket(environment, f"{environment.catalogue.code} {name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = Templates()
_compile = Rule.compile
_KEPT = {}
_OWN = ("_parts", "_trace", "_converters", "arguments")


def _compiled(rule):
    """Takes what an equal rule was compiled to. What writes addresses is bound to a rule, so it is bound anew."""
    key = (rule.rule, repr(rule.defaults), rule.subdomain, rule.host, rule.merge_slashes)
    if key not in _KEPT:
        _compile(rule)
        builders = rule._build.__func__, rule._build_unknown.__func__
        _KEPT[key] = {name: getattr(rule, name) for name in _OWN}, builders
    found, (build, unknown) = _KEPT[key]
    vars(rule).update(found)
    rule._build, rule._build_unknown = build.__get__(rule), unknown.__get__(rule)


def keep_builders():
    """Compiles each address once."""
    Rule.compile = _compiled
