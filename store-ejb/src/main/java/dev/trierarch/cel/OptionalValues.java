package dev.trierarch.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParserBuilder;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Optional values, whose macros {@code optMap} and {@code optFlatMap} name their target and do not
 * repeat it: repeated, as the library's do, a chain of thirty is a billion nodes.
 */
final class OptionalValues implements CelCompilerLibrary {

  private static final String TARGET = "@target";
  private static final String UNUSED = "#unused";

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    CelExtensions.optional().setCheckerOptions(checker);
  }

  @Override
  public void setParserOptions(CelParserBuilder parser) {
    parser.addMacros(
        CelMacro.newReceiverMacro(
            "optMap",
            2,
            (factory, target, arguments) ->
                expand(
                    factory,
                    target,
                    arguments,
                    mapped -> factory.newGlobalCall("optional.of", mapped))),
        CelMacro.newReceiverMacro(
            "optFlatMap",
            2,
            (factory, target, arguments) ->
                expand(factory, target, arguments, UnaryOperator.identity())));
  }

  private static Optional<CelExpr> expand(
      CelMacroExprFactory factory,
      CelExpr target,
      ImmutableList<CelExpr> arguments,
      UnaryOperator<CelExpr> wrapped) {
    if (arguments.get(0).exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return Optional.of(factory.reportError("optMap() variable name must be a simple identifier"));
    }
    String variable = arguments.get(0).ident().name();
    CelExpr value = factory.newReceiverCall("value", factory.newIdentifier(TARGET));
    CelExpr mapped = wrapped.apply(let(factory, variable, value, arguments.get(1)));
    CelExpr chosen =
        factory.newGlobalCall(
            "_?_:_",
            factory.newReceiverCall("hasValue", factory.newIdentifier(TARGET)),
            mapped,
            factory.newGlobalCall("optional.none"));
    return Optional.of(let(factory, TARGET, target, chosen));
  }

  /** A fold over nothing, whose result may speak of what it was begun with. */
  private static CelExpr let(
      CelMacroExprFactory factory, String name, CelExpr value, CelExpr result) {
    return factory.fold(
        UNUSED,
        factory.newList(),
        name,
        value,
        factory.newBoolLiteral(false),
        factory.newIdentifier(name),
        result);
  }
}
