package dev.trierarch.bench.robustness.check;

import static dev.trierarch.bench.robustness.check.Histories.A;
import static dev.trierarch.bench.robustness.check.Histories.B;
import static dev.trierarch.bench.robustness.check.Histories.bookmark;
import static dev.trierarch.bench.robustness.check.Histories.created;
import static dev.trierarch.bench.robustness.check.Histories.object;
import static dev.trierarch.bench.robustness.check.Histories.told;
import static dev.trierarch.bench.robustness.check.Histories.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trierarch.bench.robustness.process.Answer;
import dev.trierarch.bench.robustness.process.Answer.Outcome;
import dev.trierarch.bench.robustness.process.LoggedRow;
import dev.trierarch.bench.robustness.process.Request;
import dev.trierarch.store.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each check finds the violation of its promise, and nothing in a history that keeps it. */
class CheckTest {

  private static final LoggedRow A2 = created(2, A, "v2");
  private static final LoggedRow A3 = updated(3, A, "v3", 2);
  private static final LoggedRow B3 = created(3, B, "v3");
  private static final LoggedRow B4 = created(4, B, "v4");

  private final Histories history = new Histories();

  @Test
  void aHistoryThatKeepsEveryPromiseIsNotComplainedOf() {
    history
        .logged(A2, A3, B4)
        .wrote(10, 20, A2)
        .perhapsWrote(15, A3)
        .wrote(30, 40, B4)
        .wasRefused(30, 40, updated(0, A, "v5", 2))
        .listed(0, 21, 22, 2, object(A2))
        .listed(0, 50, 60, 4, object(A3), object(B4))
        .watched("w.0", null, 1, told(A2), told(A3), bookmark(3))
        .watched("w.0", null, 3, told(B4))
        .watched("east", "east", 1, told(A2), told(A3), bookmark(4))
        .watchedToTheEnd(2, told(A3), told(B4))
        .restored(3, 1_000_000_003, true, object(A3))
        .restored(3, 1, false);

    assertThat(history.brokenPromises()).isEmpty();
  }

  @Test
  void aGapBetweenRevisionsIsFound() {
    history.logged(A2, B4).wrote(1, 2, A2).wrote(3, 4, B4);
    expectBroken(new TotalOrderCheck());
  }

  @Test
  void anotherRowAtTheSameRevisionIsFound() {
    history.logged(A2, created(2, B, "other"));
    expectBroken(new TotalOrderCheck());
  }

  @Test
  void aChangeThatWasAppliedTwiceIsFound() {
    history.logged(A2, created(3, B, "v2"));
    expectBroken(new TotalOrderCheck());
  }

  @Test
  void aChangeOfAStateThatWasGoneIsFound() {
    LoggedRow stale = updated(4, A, "v4", 2);
    history.logged(A2, A3, stale).wrote(1, 2, A2).wrote(1, 2, A3).wrote(1, 2, stale);
    expectBroken(new PreconditionCheck());
  }

  @Test
  void aRowThatNobodyAskedForIsFound() {
    history.logged(A2);
    expectBroken(new PreconditionCheck());
  }

  @Test
  void aLostWriteIsFound() {
    history.logged(A2).wrote(1, 2, A2).wrote(3, 4, B3);
    expectBroken(new AcknowledgedWriteCheck());
  }

  @Test
  void aRefusedWriteThatWasDoneIsFound() {
    history.logged(A2).wasRefused(1, 2, A2);
    expectBroken(new RefusedWriteCheck());
  }

  @Test
  void halfATransactionIsFound() {
    history.logged(A2).perhapsWrote(1, A2, B3);
    expectBroken(new AtomicWriteCheck());
  }

  @Test
  void aTransactionWithSomethingBetweenIsFound() {
    LoggedRow other = created(3, new ObjectKey("secrets", "east", "c"), "v3");
    history.logged(A2, other, B4).perhapsWrote(1, A2, B4).wrote(1, 2, other);
    expectBroken(new AtomicWriteCheck());
  }

  @Test
  void aReadThatIsOlderThanAnAcknowledgedWriteIsFound() {
    history.logged(A2).wrote(10, 20, A2).listed(0, 30, 40, 1);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aReadThatGoesBackBehindAnotherIsFound() {
    history.logged(A2).perhapsWrote(1, A2).listed(0, 10, 20, 2, object(A2)).listed(0, 30, 40, 1);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aReadOfWhatIsAskedForOnlyLaterIsFound() {
    history.logged(A2).listed(0, 10, 20, 2, object(A2)).wrote(30, 40, A2);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aWriteThatComesBeforeOneThatHadReturnedIsFound() {
    history.logged(A2, B3).wrote(10, 20, B3).wrote(30, 40, A2);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aWriteOfUnknownOutcomeThatComesBeforeItsCallIsFound() {
    history.logged(A2, B3).wrote(10, 20, B3).perhapsWrote(30, A2);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aRefusalThatHadNoReasonAtAnyTimeIsFound() {
    history.logged(A2).wrote(10, 20, A2).wasRefused(30, 40, updated(0, A, "v5", 2));
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aRefusalMayHaveAReasonThatCameWhileItWasUnderWay() {
    history
        .logged(A2, A3)
        .wrote(10, 20, A2)
        .perhapsWrote(35, A3)
        .wasRefused(30, 40, updated(0, A, "v5", 2));
    assertThat(history.checkedFor(new LinearizabilityCheck())).isEmpty();
  }

  @Test
  void anotherStoreMayBeBehindButNotBehindItself() {
    history.onStores(2).logged(A2).wrote(10, 20, A2).listed(1, 30, 40, 1);
    assertThat(history.checkedFor(new LinearizabilityCheck())).isEmpty();

    history.listed(1, 50, 60, 2, object(A2)).listed(1, 70, 80, 1);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aCurrentReadOfAnotherStoreMayNotBeBehindAnybody() {
    history.onStores(2).logged(A2).wrote(10, 20, A2).listedCurrent(1, 30, 40, 1);
    expectBroken(new LinearizabilityCheck());
  }

  @Test
  void aListOfTwoRevisionsIsFound() {
    history.logged(A2, A3, B4).listed(0, 1, 2, 4, object(A2), object(B4));
    expectBroken(new OneRevisionCheck());
  }

  @Test
  void aPastThatIsRefusedThoughNobodyCompactedItIsFound() {
    Answer compacted = Answer.failed(Outcome.COMPACTED, "");
    history.logged(A2, A3).compactedTo(3).asked(Request.listAt(2), compacted);
    assertThat(history.checkedFor(new CompactionCheck())).isEmpty();

    history.asked(Request.listAt(3), compacted);
    expectBroken(new CompactionCheck());
  }

  @Test
  void halfARestoredStateIsFound() {
    history.logged(A2, B3).restored(3, 1_000_000_003, false, object(A2));
    expectBroken(new RestoreCheck());
  }

  @Test
  void aRestoredStoreThatUsesRevisionsAgainIsFound() {
    history.logged(A2, B3).restored(2, 2, true, object(A2));
    expectBroken(new RestoreCheck());
  }

  @Test
  void aWatchThatGoesBackIsFound() {
    history.logged(A2, B3).watched("w", null, 1, told(B3), told(A2));
    expectBroken(new OrderedWatchCheck());
  }

  @Test
  void aRowThatComesTwiceIsFound() {
    history.logged(A2).watched("w", null, 1, told(A2), told(A2));
    expectBroken(new UniqueWatchCheck());
  }

  @Test
  void aTransactionThatArrivesInPartsIsFound() {
    history.logged(A2, B3).wrote(1, 2, A2, B3).watched("w", null, 1, told(A2), told(B3));
    expectBroken(new AtomicWatchCheck());
  }

  @Test
  void twoTransactionsThatArriveAsOneAreFound() {
    history.logged(A2, B3).wrote(1, 2, A2).wrote(1, 2, B3).watched("w", null, 1, told(A2, B3));
    expectBroken(new AtomicWatchCheck());
  }

  @Test
  void aRowThatIsSkippedIsFound() {
    history.logged(A2, A3, B4).watched("w", null, 1, told(A2), told(B4));
    expectBroken(new ReliableWatchCheck());
  }

  @Test
  void aRowThatNeverComesIsFound() {
    history.logged(A2, A3).watchedToTheEnd(1, told(A2));
    expectBroken(new ReliableWatchCheck());
  }

  @Test
  void aRowThatIsLostBetweenTwoWatchesIsFound() {
    history.logged(A2, A3, B4).watched("w", null, 1, told(A2)).watched("w", null, 3, told(B4));
    expectBroken(new ResumableWatchCheck());
  }

  @Test
  void aRowThatIsToldAgainAfterResumingIsFound() {
    history.logged(A2, A3).watched("w", null, 1, told(A2)).watched("w", null, 1, told(A2));
    expectBroken(new ResumableWatchCheck());
  }

  @Test
  void aBookmarkThatIsAheadOfARowIsFound() {
    history.logged(A2, A3).watched("w", null, 1, told(A2), bookmark(3), told(A3));
    expectBroken(new BookmarkedWatchCheck());
  }

  @Test
  void aBookmarkThatIsAheadOfTheLogIsFound() {
    history.logged(A2).watched("w", null, 1, told(A2), bookmark(3));
    expectBroken(new BookmarkedWatchCheck());
  }

  @Test
  void aRowOfAnotherNamespaceIsFound() {
    history.logged(A2, B3).watched("w", "east", 1, told(A2), told(B3));
    expectBroken(new FilteredWatchCheck());
  }

  @Test
  void aRowThatIsNotAsTheLogHasItIsFound() {
    history.logged(A2).watched("w", null, 1, told(created(2, A, "other")));
    expectBroken(new FilteredWatchCheck());
  }

  private void expectBroken(Check check) {
    List<Violation> violations = history.checkedFor(check);
    assertThat(violations).isNotEmpty();
    assertThat(violations).allSatisfy(each -> assertThat(each.part()).isNotEmpty());
  }
}
