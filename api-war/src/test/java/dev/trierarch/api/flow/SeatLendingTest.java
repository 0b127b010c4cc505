package dev.trierarch.api.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatLendingTest {

  /** {@code NOMINAL MIN MAX WANTED}, and {@code LATELY} where it is more than that. */
  private static SeatLending.Wish wish(String text) {
    List<Integer> n = Arrays.stream(text.strip().split(" ", -1)).map(Integer::valueOf).toList();
    LevelLimits limits = new LevelLimits("", n.get(0), n.get(1), n.get(2), Optional.empty());
    return new SeatLending.Wish(limits, n.get(3), n.get(n.size() - 1));
  }

  private static List<Integer> divide(List<SeatLending.Wish> wishes) {
    return Arrays.stream(SeatLending.divide(wishes)).boxed().toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          while all are idle each has its own          | 30 10 40 0  , 10 5 40 0             | 30 10
          who is busy borrows what another lends       | 30 10 40 0  , 10 5 40 60            | 10 30
          who is busy borrows no more than it may      | 30 10 40 0  , 10 5 15 60            | 25 15
          who lends nothing keeps its own              | 30 30 40 0  , 10 5 40 60            | 30 10
          who wants its own gets it back               | 30 10 40 30 , 10 5 40 60            | 30 10
          who wants a part keeps that part             | 30 10 40 20 , 10 5 40 100           | 20 20
          what was wanted lately is not forgotten      | 30 10 40 0 20 , 20 5 60 40          | 17 33
          a level without seats gets none              | 40 20 40 0  , 0 0 0 50              | 40 0
          two that want the same share what is lent    | 20 0 40 0   , 10 10 40 30, 10 10 40 30 | 0 20 20
          """)
  void seatsAreDividedByWhatIsWanted(String what, String levels, String seats) {
    List<SeatLending.Wish> wishes =
        Stream.of(levels.split(",", -1)).map(SeatLendingTest::wish).toList();
    List<Integer> expected =
        Arrays.stream(seats.strip().split(" ", -1)).map(Integer::valueOf).toList();
    assertThat(divide(wishes)).isEqualTo(expected);
  }

  @Test
  void whateverIsWantedBoundsAreKeptAndNoSeatIsMadeUp() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<SeatLending.Wish> wishes = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        int nominal = random.nextInt(50);
        int min = random.nextInt(nominal + 1);
        int wanted = random.nextInt(100);
        wishes.add(
            new SeatLending.Wish(
                new LevelLimits("", nominal, min, nominal + random.nextInt(50), Optional.empty()),
                wanted,
                wanted + random.nextInt(20)));
      }
      int total = wishes.stream().mapToInt(wish -> wish.limits().seats()).sum();
      List<Integer> seats = divide(wishes);
      assertThat(seats.stream().mapToInt(Integer::intValue).sum())
          .as("seed %d: %s", seed, wishes)
          .isLessThanOrEqualTo(total);
      for (int i = 0; i < seats.size(); i++) {
        assertThat(seats.get(i))
            .as("seed %d: %s", seed, wishes)
            .isBetween((int) wishes.get(i).least(), wishes.get(i).limits().seatsMax());
      }
    }
  }
}
