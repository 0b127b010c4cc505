package dev.trierarch.store.jpa;

import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.WritePlan;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A write that waits for its commit, and whoever waits for its answer. */
record PendingWrite(WritePlan.Write write, int bytes, CompletableFuture<List<Revision>> answer) {

  PendingWrite(WritePlan.Write write) {
    this(write, bytesOf(write), new CompletableFuture<>());
  }

  void answerWith(WritePlan.Outcome outcome) {
    if (outcome.refusal() == null) {
      answer.complete(outcome.rows());
    } else {
      answer.completeExceptionally(outcome.refusal());
    }
  }

  void fail(StoreException failure) {
    answer.completeExceptionally(failure);
  }

  private static int bytesOf(WritePlan.Write write) {
    return write.changes().stream().mapToInt(change -> change.document().json().length).sum();
  }
}
