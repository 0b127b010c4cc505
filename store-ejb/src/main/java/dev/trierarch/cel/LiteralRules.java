package dev.trierarch.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExprVisitor;
import java.util.List;

/** Refuses durations, times and patterns that are written out and can never be right. */
final class LiteralRules extends CelExprVisitor {

  private final CelAbstractSyntaxTree tree;
  private final List<CelIssue> issues;

  LiteralRules(CelAbstractSyntaxTree tree, List<CelIssue> issues) {
    this.tree = tree;
    this.issues = issues;
  }

  void check() {
    visit(tree);
  }

  @Override
  protected void visit(CelExpr expression, CelCall call) {
    super.visit(expression, call);
    if (!call.args().isEmpty()) {
      CelExpr last = call.args().get(call.args().size() - 1);
      String literal = text(last);
      if (literal != null && !isLegal(call, literal)) {
        issues.add(
            CelIssue.formatError(
                last.id(), place(last), "invalid " + call.function() + " argument"));
      }
    }
  }

  private static boolean isLegal(CelCall call, String literal) {
    return switch (call.function()) {
      case "duration" -> Literals.isDuration(literal);
      case "timestamp" -> Literals.isTimestamp(literal);
      case "matches" -> Literals.isPattern(literal);
      default -> true;
    };
  }

  private static String text(CelExpr expression) {
    return expression.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? expression.constant().stringValue()
        : null;
  }

  private CelSourceLocation place(CelExpr expression) {
    Integer offset = tree.getSource().getPositionsMap().get(expression.id());
    return tree.getSource()
        .getOffsetLocation(offset == null ? 0 : offset)
        .orElse(CelSourceLocation.NONE);
  }
}
