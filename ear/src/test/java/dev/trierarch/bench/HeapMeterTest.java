package dev.trierarch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.launcher.Problem;
import org.junit.jupiter.api.Test;

/** The JDK's histogram is read to the byte. */
class HeapMeterTest {

  @Test
  void theTotalIsTheLastColumnOfTheLastLine() {
    String histogram =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:        189744       24955488  [B (java.base@17.0.15)
        Total       1323803       77034216
        """;

    assertThat(HeapMeter.total(histogram)).isEqualTo(77_034_216);
  }

  @Test
  void anAnswerWithoutATotalIsNoMeasurement() {
    assertThatThrownBy(() -> HeapMeter.total("AttachNotSupportedException: no such process"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no such process");
  }
}
