package dev.trierarch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.store.Change;
import dev.trierarch.store.Difference;
import dev.trierarch.store.DifferenceQuery;
import dev.trierarch.store.Documents;
import dev.trierarch.store.Image;
import dev.trierarch.store.ObjectKey;
import dev.trierarch.store.Origin;
import dev.trierarch.store.Revision;
import dev.trierarch.store.Store;
import dev.trierarch.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WriterTest {

  private static final ObjectKey KEY = new ObjectKey("configmaps", "default", "a");

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            new StoreException.Overloaded("10 writes are waiting"), 429, "TooManyRequests"),
        Arguments.of(new StoreException.TooLarge(KEY, 9, 8), 413, "RequestEntityTooLarge"),
        Arguments.of(new StoreException.Unstorable("name", '\0', 3), 400, "BadRequest"),
        Arguments.of(
            new StoreException.Unavailable("disk is full", null), 503, "ServiceUnavailable"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatTheStoreCannotTakeIsAnAnswerThatClientsUnderstand(
      StoreException problem, int code, String reason) {
    Change change = Change.create(KEY, Documents.encode(Cluster.tree("{metadata: {name: a}}")));
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> new Writer(new FailingStore(problem)).write(change, List.of(), Cluster.admin()));
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  /** Takes no write. */
  private record FailingStore(StoreException problem) implements Store {

    @Override
    public CompletableFuture<List<Revision>> writeAsync(List<Change> changes, Origin origin) {
      return CompletableFuture.failedFuture(problem);
    }

    @Override
    public List<Revision> write(List<Change> changes, Origin origin) {
      throw problem;
    }

    @Override
    public Image image() {
      throw problem;
    }

    @Override
    public Image imageAt(long revision) {
      throw problem;
    }

    @Override
    public long oldestRevision() {
      return 1;
    }

    @Override
    public List<Difference> differences(DifferenceQuery query) {
      throw problem;
    }

    @Override
    public List<Revision> rowsAfter(long revision, int limit) {
      throw problem;
    }

    @Override
    public Subscription watch(
        String resource, String namespace, long afterRevision, Watcher watcher) {
      throw problem;
    }
  }
}
