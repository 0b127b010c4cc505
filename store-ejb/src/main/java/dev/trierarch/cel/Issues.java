package dev.trierarch.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.Source;
import java.util.List;
import java.util.regex.Pattern;

/** Shows what is wrong with an expression, with the lines where it is, as upstream does. */
final class Issues {

  private static final int ISSUES_MAX = 100;

  /** Each issue repeats the line where it is. */
  private static final int SHOWN_CHARACTERS_MAX = 16_384;

  /** Upstream's compiler does not list the overloads that there are. */
  private static final Pattern CANDIDATES =
      Pattern.compile(" \\(candidates: .*\\)$", Pattern.DOTALL);

  private Issues() {}

  static String shown(List<CelIssue> issues, Source source) {
    StringBuilder shown = new StringBuilder();
    int count = 0;
    while (count < Math.min(issues.size(), ISSUES_MAX) && shown.length() < SHOWN_CHARACTERS_MAX) {
      shown.append(count == 0 ? "" : "\n").append(shown(issues.get(count), source));
      count++;
    }
    if (shown.length() > SHOWN_CHARACTERS_MAX) {
      shown.setLength(SHOWN_CHARACTERS_MAX);
    }
    if (count < issues.size()) {
      shown.append('\n').append(issues.size() - count).append(" more errors were truncated");
    }
    return shown.toString();
  }

  private static String shown(CelIssue issue, Source source) {
    String message = CANDIDATES.matcher(issue.getMessage()).replaceFirst("");
    return CelIssue.formatError(issue.getExprId(), issue.getSourceLocation(), message)
        .toDisplayString(source);
  }
}
