package dev.trierarch.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import dev.cel.compiler.CelCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The variables, types and functions that expressions of one use are compiled against. */
final class Environment {

  /** A checked expression, or what is wrong with it. */
  record Checked(Compilation compilation, Optional<CelType> type) {}

  private final CelCompiler compiler;
  private final RecentExpressions recent = new RecentExpressions();

  Environment(CelCompiler compiler) {
    this.compiler = compiler;
  }

  CelCompiler compiler() {
    return compiler;
  }

  /** Compiles an expression where the same one always means the same. */
  Checked recall(String expression) {
    return recent.get(expression, this::check);
  }

  Checked check(String expression) {
    return DeepStack.call(() -> parseAndCheck(expression));
  }

  private Checked parseAndCheck(String expression) {
    CelValidationResult result = compiler.compile(expression);
    if (result.hasError()) {
      return refused(Issues.shown(result.getErrors(), result.getSource()));
    }
    try {
      CelAbstractSyntaxTree tree = result.getAst();
      List<CelIssue> issues = new ArrayList<>();
      new LiteralRules(tree, issues).check();
      return issues.isEmpty() ? compiled(tree) : refused(Issues.shown(issues, tree.getSource()));
    } catch (CelValidationException e) {
      return refused(Issues.shown(e.getErrors(), result.getSource()));
    }
  }

  private static Checked refused(String issues) {
    return new Checked(Compilation.failed("compilation failed: " + issues), Optional.empty());
  }

  private static Checked compiled(CelAbstractSyntaxTree tree) {
    CelType type = tree.getResultType();
    Set<String> variables =
        tree.getReferenceMap().values().stream()
            .map(CelReference::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new Checked(
        new Compilation(Optional.empty(), CelTypes.format(type), variables), Optional.of(type));
  }
}
