package dev.trierarch.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.store.Revision;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.image.ClusterImage;
import dev.trierarch.store.image.EncodedObject;
import dev.trierarch.store.watch.RecentRows;
import dev.trierarch.store.watch.WatchHub;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class CurrentReadsTest {

  private static final int READERS = 20;
  private static final long WAIT_MILLIS_MAX = 20_000;

  private final HeadOnly database = new HeadOnly();
  private final BlockingQueue<Runnable> looks = new LinkedBlockingQueue<>();
  private final LogState state = state();
  private final CurrentReads reads = reads(WAIT_MILLIS_MAX);

  private CurrentReads reads(long waitMillisMax) {
    LogWriter writer =
        new LogWriter(
            database, state, InstantSource.system(), new WriteQueue(10, 1000), Thread::new);
    return new CurrentReads(database, state, writer, looks::add, waitMillisMax);
  }

  private LogState state() {
    RecentRows recent = new RecentRows(1, 10, 1000);
    LogHistory history = new LogHistory(database, 1);
    WatchHub hub =
        new WatchHub(1, recent, history, Runnable::run, Runnable::run, Runnable::run, 10);
    return new LogState(ClusterImage.empty(1), recent, history, hub, InstantSource.system());
  }

  @Test
  void oneLookServesAllWhoWaitForIt() throws Exception {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      answers.add(waitingReader());
    }
    looks.take().run();

    answers.forEach(answer -> assertThat(answer.join()).isEqualTo(1));
    assertThat(database.looks).hasValue(1);
  }

  @Test
  void whoComesWhileALookIsUnderWayGetsALaterOne() throws Exception {
    CompletableFuture<Long> first = waitingReader();
    CompletableFuture<CompletableFuture<Long>> second = new CompletableFuture<>();
    database.whileLooking = () -> second.complete(waitingReader());
    looks.take().run();

    assertThat(first.join()).isEqualTo(1);
    assertThat(second.join()).isNotDone();
    looks.take().run();
    assertThat(second.join().join()).isEqualTo(1);
    assertThat(database.looks).hasValue(2);
  }

  @Test
  void aReadWaitsForTheTail() throws Exception {
    database.head = 7;
    CompletableFuture<Long> answer = waitingReader();
    looks.take().run();

    state.restart(ClusterImage.empty(7));
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(7);
  }

  @Test
  void aTailThatDoesNotComeIsAnErrorThatSaysSo() throws Exception {
    database.head = 7;
    CompletableFuture<Long> answer = waitingReader(reads(100));
    looks.take().run();

    assertThatThrownBy(answer::join)
        .hasCauseInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("revision 7");
  }

  @Test
  void aDatabaseThatIsGoneFailsAllWhoWait() throws Exception {
    database.whileLooking =
        () -> {
          throw new StoreException.Unavailable("the database is gone", null);
        };
    List<CompletableFuture<Long>> answers = List.of(waitingReader(), waitingReader());
    looks.take().run();

    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThatThrownBy(answer::join)
                    .hasCauseInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("the database is gone"));
  }

  /** A read on a thread of its own that has come as far as waiting. */
  private CompletableFuture<Long> waitingReader() {
    return waitingReader(reads);
  }

  private static CompletableFuture<Long> waitingReader(CurrentReads reads) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                answer.complete(reads.current().revision());
              } catch (StoreException e) {
                answer.completeExceptionally(e);
              }
            });
    reader.start();
    while (reader.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  /** A log that tells its head and nothing else. */
  private static final class HeadOnly implements LogDatabase {

    private final AtomicInteger looks = new AtomicInteger();
    private volatile long head = 1;
    private volatile Runnable whileLooking = () -> {};

    @Override
    public Bounds bounds() {
      looks.incrementAndGet();
      Runnable now = whileLooking;
      whileLooking = () -> {};
      now.run();
      return new Bounds(head, 1);
    }

    @Override
    public <T> T exclusively(Function<LockedLog, T> work) {
      throw new AssertionError("a read writes nothing");
    }

    @Override
    public List<List<Revision>> transactionsAfter(long revision) {
      return List.of();
    }

    @Override
    public List<EncodedObject> stateAt(long revision, long writtenAfter) {
      return List.of();
    }

    @Override
    public Instant timeAt(long revision) {
      return Instant.EPOCH;
    }

    @Override
    public Listening listen(LongConsumer appendedThrough, ThreadFactory threads) {
      return Listening.NONE;
    }

    @Override
    public boolean giveBackSpace() {
      throw new AssertionError("a read gives nothing back");
    }
  }
}
