package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.ListedObject;
import dev.trierarch.bench.robustness.process.Request.Kind;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list is one revision: it holds exactly what the log replays to at the revision it names, be it
 * the newest or an older one; and so does a single object.
 */
final class OneRevisionCheck implements Check {

  @Override
  public String promise() {
    return "a list is one revision";
  }

  @Override
  public Stream<Violation> violations(Evidence evidence) {
    Stream<Operation> past =
        evidence.operations().stream()
            .filter(operation -> operation.request().kind() == Kind.LIST_AT);
    return Stream.concat(evidence.reads(), past)
        .filter(Operation::isDone)
        .filter(read -> !read.answer().objects().equals(expected(read, evidence.log())))
        .map(
            read ->
                violation(
                    "at revision "
                        + read.answer().revision()
                        + " there was "
                        + expected(read, evidence.log()),
                    read));
  }

  private static List<ListedObject> expected(Operation read, Log log) {
    List<ListedObject> all = log.stateAt(read.answer().revision());
    return read.request().kind() == Kind.GET
        ? all.stream().filter(object -> object.key().equals(read.request().key())).toList()
        : all;
  }
}
