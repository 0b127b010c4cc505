package dev.trierarch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.0,0",
    "1,1",
    "0.5,500m",
    "1000m,1",
    "1500m,1500m",
    "1.5Gi,1536Mi",
    "1024Ki,1Mi",
    "1023,1023",
    "512Ki,512Ki",
    "0.5Ki,512",
    "100Mi,100Mi",
    "1000k,1M",
    "12e6,12e6",
    "12000e3,12e6",
    "1e3,1e3",
    "100m,100m",
    "0.0001,100u",
    "0.1n,1n",
    "-500m,-500m",
    "+1,1",
    "1000E,1e21",
    "1000,1k",
    "128974848,128974848",
    "8Ei,9223372036854775807",
    "1.,1",
    ".5,500m"
  })
  void quantitiesAreWrittenCanonically(String text, String canonical) {
    assertThat(Quantities.canonical(text)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1x", "1 Gi", "1gi", "--1", "1.2.3", "1e", "Mi", "1e999999999"})
  void whatIsNoQuantityHasNoAmount(String text) {
    assertThat(Quantities.amount(text)).isEmpty();
  }

  @Test
  void aCanonicalQuantityStaysAsItIs() {
    for (String text : new String[] {"250m", "64Mi", "2", "3Gi", "1500u"}) {
      assertThat(Quantities.canonical(text)).contains(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1Gi,512Mi,1536Mi,512Mi,1",
    "0,1Gi,1Gi,-1Gi,-1",
    "1,500m,1500m,500m,1",
    "1G,1Ki,1000001024,999998976,1",
    "2,2,4,0,0"
  })
  void amountsAreAddedTakenAwayAndCompared(
      String one, String other, String sum, String difference, int comparison) {
    assertThat(Quantities.sum(one, other)).isEqualTo(sum);
    assertThat(Quantities.difference(one, other)).isEqualTo(difference);
    assertThat(Quantities.compare(one, other)).isEqualTo(comparison);
  }
}
