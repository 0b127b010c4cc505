package dev.trierarch.bench.robustness.check;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.bench.robustness.process.WantedChange;
import java.util.List;

/**
 * One call of a client, and what came of it.
 *
 * @param store which of the stores that share the database was asked
 * @param calledNanos by the driver's clock, before the request was sent
 * @param returnedNanos by the same clock, after the answer had come
 */
public record Operation(
    long id,
    String client,
    int store,
    Request request,
    Answer answer,
    long calledNanos,
    long returnedNanos) {

  public boolean isWrite() {
    return request.kind() == Request.Kind.WRITE;
  }

  /** Whether the newest state was read. */
  public boolean isRead() {
    return isCurrentRead() || request.kind() == Request.Kind.LIST;
  }

  /** Whether what any store has acknowledged was to be read. */
  boolean isCurrentRead() {
    return request.kind() == Request.Kind.GET || request.kind() == Request.Kind.LIST_CURRENT;
  }

  public boolean isDone() {
    return answer.isDone();
  }

  public boolean isRefused() {
    return answer.outcome() == Answer.Outcome.REFUSED;
  }

  public boolean isUnknown() {
    return answer.outcome() == Answer.Outcome.UNKNOWN;
  }

  List<String> values() {
    return request.changes().stream().map(WantedChange::value).toList();
  }
}
