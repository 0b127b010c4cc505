package dev.trierarch.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in an expression, there is an answer, and a short one. */
class HostileExpressionsTest {

  private static final int ANSWER_CHARACTERS_MAX = 17_000;

  /** Less than any server's threads have. */
  private static final long STACK_BYTES = 256 << 10;

  @ParameterizedTest
  @MethodSource("bombs")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aBombIsAnswered(String expression) throws Exception {
    FutureTask<Compilation> task =
        new FutureTask<>(() -> new PolicyExpressions(false).mutation(expression));
    new Thread(null, task, "small", STACK_BYTES).start();
    Compilation answer = task.get();
    assertThat(answer.problem().orElse("").length()).isLessThan(ANSWER_CHARACTERS_MAX);
  }

  static String[] bombs() {
    return new String[] {
      "(".repeat(30_000) + "1" + ")".repeat(30_000),
      "object" + ".a".repeat(30_000),
      "[".repeat(240) + "1" + "]".repeat(240),
      "object.map(x, ".repeat(200) + "x" + ")".repeat(200),
      "object" + ".optMap(x, x)".repeat(100),
      "Object{a: ".repeat(200) + "1" + "}".repeat(200),
      "!".repeat(60_000) + "true",
      "&".repeat(20_000),
      "\0".repeat(5_000),
      "1".repeat(20_000),
      "a ".repeat(10_000),
      "'a'.matches('((a{1000}){1000}){1000}')",
      "'a'.matches('" + "(".repeat(15_000) + "')",
      "'a'.matches('" + "a{999}".repeat(2_000) + "')",
      "duration('" + "1h".repeat(10_000) + "')",
      "\ud800",
      "",
    };
  }
}
