package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFinderTest {

  private static final String NOT_WRITTEN_YET = "9000";

  private final Objects objects = new Objects();
  private final StateFinder impatient = new StateFinder(objects.store, Duration.ZERO);

  /** The log's revisions 2, 3, 4, 5. */
  @BeforeEach
  void write() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      objects.put("configmaps", "one", name, "");
    }
  }

  private long listed(String query) {
    return impatient.forList(ListOptions.parse(Query.parse(query))).image().revision();
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                                5",
    "resourceVersion=0,                                 5",
    "resourceVersion=3,                                 5",
    "resourceVersion=3&resourceVersionMatch=NotOlderThan, 5",
    "resourceVersion=3&resourceVersionMatch=Exact,      3",
    "resourceVersion=5&resourceVersionMatch=Exact,      5",
    "resourceVersion=3&limit=1,                         3",
    "resourceVersion=0&limit=1,                         5",
    "resourceVersion=3&limit=1&resourceVersionMatch=NotOlderThan, 5",
    "limit=1,                                           5"
  })
  void aListIsOfTheStateThatItsResourceVersionMeans(String query, long revision) {
    assertThat(listed(query)).isEqualTo(revision);
  }

  @Test
  void anExactRevisionIsWhatWasThereThen() {
    objects.delete("configmaps", "one", "a");

    var image =
        impatient
            .forList(ListOptions.parse(Query.parse("resourceVersion=5&resourceVersionMatch=Exact")))
            .image();

    assertThat(image.list("configmaps").map(object -> object.key().name()))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCompactedRevisionIsExpired() {
    objects.store.compact(4);

    assertThatThrownBy(() -> listed("resourceVersion=3&resourceVersionMatch=Exact"))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(410);
              assertThat(refusal.reason()).isEqualTo("Expired");
              assertThat(refusal)
                  .hasMessage("The resourceVersion for the provided list is too old.");
            });
    assertThat(listed("resourceVersion=4&resourceVersionMatch=Exact")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    NOT_WRITTEN_YET,
    NOT_WRITTEN_YET + "&resourceVersionMatch=Exact",
    NOT_WRITTEN_YET + "&resourceVersionMatch=NotOlderThan",
    NOT_WRITTEN_YET + "&limit=1",
    "18446744073709551615"
  })
  void aRevisionThatIsNotWrittenYetIsATimeoutTheClientMayRetry(String version) {
    assertThatThrownBy(() -> listed("resourceVersion=" + version))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(504);
              assertThat(refusal.reason()).isEqualTo("Timeout");
              assertThat(refusal)
                  .hasMessage(
                      "Timeout: Too large resource version: %s, current: 5",
                      version.replaceAll("&.*", ""));
              assertThat(refusal.details().retryAfterSeconds()).isEqualTo(1);
              assertThat(refusal.details().causes().get(0).reason())
                  .isEqualTo("ResourceVersionTooLarge");
            });
    assertThatThrownBy(() -> impatient.forGet(9000L)).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> impatient.forWatch(9000L)).isInstanceOf(ApiException.class);
  }

  @Test
  void aRevisionThatIsWrittenMeanwhileIsWaitedFor() throws Exception {
    StateFinder patient = new StateFinder(objects.store, Duration.ofSeconds(60));
    CompletableFuture<Long> answer =
        CompletableFuture.supplyAsync(() -> patient.forGet(6L).image().revision());
    assertThat(answer).isNotDone();

    objects.put("configmaps", "one", "e", "");

    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(6);
  }

  @Test
  void whileTheDatabaseIsAwayReadsGoOnAndSayHowOldTheyAreAndWritesAreRefused() {
    AwayStore store = new AwayStore(objects.store);
    StateFinder states = new StateFinder(store, Duration.ZERO);

    ReadState newest = states.forGet(null);
    assertThat(newest.image().revision()).isEqualTo(5);
    assertThat(newest.warning())
        .contains(
            "299 - \"the database does not answer: this is the state at revision 5, last known to"
                + " be the newest 0 s ago\"");
    assertThat(states.forGet(5L).warning()).isEmpty();
    assertThatThrownBy(states::beforeWrite)
        .isInstanceOfSatisfying(
            StoreException.Unavailable.class,
            e -> assertThat(Problems.of(e).details().retryAfterSeconds()).isPositive());

    store.age = Duration.ofSeconds(90);
    assertThat(states.forGet(5L).warning()).hasValueSatisfying(w -> assertThat(w).contains("90 s"));
    assertThat(states.forList(ListOptions.parse(Query.parse("resourceVersion=0"))).warning())
        .isPresent();
    String past = "resourceVersion=3&resourceVersionMatch=Exact";
    assertThat(states.forList(ListOptions.parse(Query.parse(past))).warning()).isEmpty();
  }

  @Test
  void whatIsNewestIsAskedOfTheDatabaseAndNotOnlyOfMemory() {
    AwayStore store = new AwayStore(objects.store);
    store.answers = true;

    ReadState newest = new StateFinder(store, Duration.ZERO).forGet(null);

    assertThat(newest.warning()).isEmpty();
    assertThat(store.asked).isEqualTo(1);
  }
}
