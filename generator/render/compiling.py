"""How templates are compiled and called: jinja2's own way, without what no theme here needs.

A site of sixty thousand pages calls ten million macros and functions. jinja2 looks at each of them
at each call, to see whether it wants to be handed the context, and asks a function of its own for
every attribute. Here the one is known beforehand, and the other is Python's own.
"""

from collections.abc import Callable, Iterator, MutableMapping
from keyword import iskeyword
from types import CodeType
from typing import Any, TypeVar

from jinja2 import Environment, Template, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]
from msgspec import Struct
from msgspec.structs import astuple

F = TypeVar("F", bound=Callable[..., Any])

CONTEXTUAL = frozenset({"asset", "super", "caller", "self", "loop"})
"""Names that are called jinja2's own way; of what a template calls by a name, the rest is plain."""

_MENTIONS = "templates that are named"


def shown(value: object) -> str:
    """A value as it stands on a page: the letters of `escape(value)`, which need be no Markup."""
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class Mention(Struct, frozen=True):
    """A template that is named on a line of another; None for one that an expression names."""

    name: str | None
    line: int
    needed: bool


def mentions_in(code: CodeType) -> tuple[Mention, ...]:
    """The templates that a compiled one names; its code holds them as a constant."""
    [(_, rows)] = [
        each for each in code.co_consts if isinstance(each, tuple) and each[:1] == (_MENTIONS,)
    ]
    return tuple(Mention(*row) for row in rows)


def _mentions(tree: nodes.Template) -> Iterator[Mention]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        named, needed = vars(node)["template"], not vars(node).get("ignore_missing", False)
        several = isinstance(named, nodes.Tuple | nodes.List)
        for item in named.items if several else [named]:
            name = item.value if isinstance(item, nodes.Const) else None
            yield Mention(name, node.lineno, needed and not several)


class PlainMacro(Macro):
    """A macro whose arguments are handed over as they come where nothing else is asked of it."""

    @pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - jinja2's own signature
        """What the macro shows."""
        asked, given = self._argument_count, len(args)
        if (
            not self._default_autoescape
            or self.caller
            or self.catch_kwargs
            or self.catch_varargs
            or given > asked
            or (args and type(args[0]) is EvalContext)
        ):
            return super().__call__(*args, **kwargs)
        if not kwargs:
            return str.__new__(Markup, self._func(*args, *(missing,) * (asked - given)))
        names = self.arguments[given:]
        if not kwargs.keys() <= {*names}:
            return super().__call__(*args, **kwargs)
        rest = [kwargs.get(name, missing) for name in names]
        return str.__new__(Markup, self._func(*args, *rest))


class DirectCalls(CodeGenerator):
    """Calls by name go straight to what is called, and attributes to what has them.

    A macro that is handed no context escapes as markup does, so templates of plain texts, and those
    that switch escaping on and off themselves, are compiled jinja2's own way.
    """

    _direct = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - jinja2's own name
        """The whole template."""
        escaped = self.environment.autoescape
        always = escaped(self.name) if callable(escaped) else escaped
        self._direct = always and node.find(nodes.EvalContextModifier) is None
        self.writeline(f"from {__name__} import PlainMacro, shown")
        named = tuple(astuple(mention) for mention in _mentions(node))
        self.writeline(f"_mentions = {(_MENTIONS, named)!r}")
        super().visit_Template(node, frame)

    def visit_Call(  # noqa: N802 - jinja2's own name
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - jinja2's own signature
    ) -> None:
        """One call."""
        if not self._direct or forward_caller or not _is_plain(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for arg in node.args:
            self.visit(arg, frame)
            self.write(", ")
        for kwarg in node.kwargs:
            self.visit(kwarg, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja2's own name
        """One attribute, or one value of a record: all else is asked jinja2's own way."""
        self.write("(_had if (_had := getattr((_it := ")
        self.visit(node.node, frame)
        name = repr(node.attr)
        self.write(f"), {name}, missing)) is not missing else ")
        self.write(f"_it[{name}] if type(_it) is dict and {name} in _it else ")
        self.write(f"environment.getattr(_it, {name}))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - jinja2's own name
        """Texts and values between two statements: one piece, which others hand on only once."""
        if len(node.nodes) == 1 or frame.buffer is not None or frame.require_output_check:
            super().visit_Output(node, frame)
            return
        self.writeline("_pieces = []")
        frame.buffer = "_pieces"
        super().visit_Output(node, frame)
        frame.buffer = None
        self.writeline("yield concat(_pieces)")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """The line that makes a macro of a function."""
        if self._direct:
            self.write("Plain")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - jinja2's own
        """What stands before an expression whose value is shown."""
        if self._direct and finalize.src is None:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _is_plain(call: nodes.Call) -> bool:
    """Whether something is called by its name, with arguments that Python takes as they stand.

    Or by the name of what has it, as in `facts.get("votes")`.
    """
    called = call.node
    while isinstance(called, nodes.Getattr):
        called = called.node
    named = isinstance(called, nodes.Name) and called.name not in CONTEXTUAL
    spread = call.dyn_args or call.dyn_kwargs
    return named and not spread and not any(iskeyword(each.key) for each in call.kwargs)


class FixedContext(Context):
    """What a template sees; it keeps no list of the functions, which are those of all others."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 - jinja2's own name
    ) -> None:
        """A context with the arguments of jinja2's own."""
        super().__init__(environment, parent, name, blocks)


class FixedGlobals(Environment):
    """An environment whose functions are set before the first template is asked for.

    jinja2 lays an empty layer over them for every template, and compares the layers anew at every
    import on every page. Its filters ask at each call whether they wait for something; none here
    does. A template that is found once is the same from then on.
    """

    code_generator_class = DirectCalls
    context_class = FixedContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - jinja2's own signature
        """An environment with the arguments of jinja2's own."""
        super().__init__(*args, **kwargs)
        self.filters = {name: _prompt(each) for name, each in self.filters.items()}
        self._found: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja2's own name
    ) -> Template:
        """The template of this name."""
        if type(name) is not str or globals:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """The functions of all templates themselves; no template here has any of its own."""
        return super().make_globals(d) if d else self.globals


def _prompt(each: F) -> F:
    """A filter without its other half, which waits."""
    alone: F = each.__wrapped__ if hasattr(each, "jinja_async_variant") else each  # type: ignore[attr-defined]
    return alone
