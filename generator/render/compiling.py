"""How templates are compiled and called: jinja2's own way, without what no theme here needs.

A site of sixty thousand pages calls ten million macros and functions. jinja2 looks at each of them
at each call, to see whether it wants to be handed the context. Here that is known beforehand.
"""

from collections.abc import MutableMapping
from keyword import iskeyword

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame

CONTEXTUAL = frozenset({"asset", "super", "caller", "self", "loop"})
"""Names that are called jinja2's own way; of what a template calls by a name, the rest is plain."""


class DirectCalls(CodeGenerator):
    """Calls by name go straight to what is called.

    A macro that is handed no context escapes as markup does, so templates of plain texts, and those
    that switch escaping on and off themselves, are compiled jinja2's own way.
    """

    _direct = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - jinja2's own name
        """The whole template."""
        escaped = self.environment.autoescape
        always = escaped(self.name) if callable(escaped) else escaped
        self._direct = always and node.find(nodes.EvalContextModifier) is None
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


def _is_plain(call: nodes.Call) -> bool:
    """Whether something is called by its name, with arguments that Python takes as they stand."""
    called = call.node
    named = isinstance(called, nodes.Name) and called.name not in CONTEXTUAL
    spread = call.dyn_args or call.dyn_kwargs
    return named and not spread and not any(iskeyword(each.key) for each in call.kwargs)


class FixedGlobals(Environment):
    """An environment whose functions are set before the first template is asked for.

    jinja2 lays an empty layer over them for every template, and compares the layers anew at every
    import on every page.
    """

    code_generator_class = DirectCalls

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """The functions of all templates themselves; no template here has any of its own."""
        return super().make_globals(d) if d else self.globals
