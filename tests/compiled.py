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
_compile = Rule._compile_builder
_BUILDERS = {}


def _builder(rule, append_unknown=True):
    """The function that writes an address of this rule. It is bound to the rule later, so it can be shared."""
    key = (rule.rule, repr(rule.defaults), rule.subdomain, rule.host, append_unknown)
    if key not in _BUILDERS:
        _BUILDERS[key] = _compile(rule, append_unknown)
    return _BUILDERS[key]


def keep_builders():
    """Compiles each address once."""
    Rule._compile_builder = _builder
