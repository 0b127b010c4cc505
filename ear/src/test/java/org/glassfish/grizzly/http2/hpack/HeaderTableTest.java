package org.glassfish.grizzly.http2.hpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeaderTableTest {

  private static final int FIRST_SEEN = 62;

  private final HeaderTable table = new HeaderTable(200);

  @Test
  void theStandardsFieldsComeFirst() {
    assertThat(table.indexOf(":method", "GET")).isEqualTo(2);
    assertThat(table.indexOf(":status", "404")).isEqualTo(13);
    assertThat(table.indexOf("accept-encoding", "gzip, deflate")).isEqualTo(16);
    assertThat(table.get(61).name).isEqualTo("www-authenticate");
  }

  @Test
  void aNameWithAnotherValueIsFoundByItsNegativeIndex() {
    assertThat(table.indexOf(":method", "PATCH")).isEqualTo(-2);
    assertThat(table.indexOf("trierarch-cause", "7")).isZero();
    table.put("trierarch-cause", "7");
    assertThat(table.indexOf("trierarch-cause", "8")).isEqualTo(-FIRST_SEEN);
  }

  @Test
  void theNewestFieldHasTheLowestIndex() {
    table.put("a", "1");
    table.put("b", "2");
    assertThat(table.get(FIRST_SEEN).name).isEqualTo("b");
    assertThat(table.get(FIRST_SEEN + 1).value).isEqualTo("1");
  }

  @Test
  void fieldsOfOneNameAreEvictedOneAfterTheOther() {
    table.put(":path", "/api/v1/pods/a");
    table.put(":path", "/api/v1/pods/b");
    table.put(":path", "/api/v1/pods/c");
    table.put(":path", "/" + "long".repeat(30));
    assertThat(table.get(FIRST_SEEN).value).startsWith("/long");
    assertThatIllegalArgumentException().isThrownBy(() -> table.get(FIRST_SEEN + 1));
  }

  @Test
  void aFieldLargerThanTheTableEmptiesIt() {
    table.put("a", "1");
    table.put("b", "x".repeat(300));
    assertThatIllegalArgumentException().isThrownBy(() -> table.get(FIRST_SEEN));
  }

  @Test
  void aSmallerTableKeepsTheNewest() {
    table.put("a", "1");
    table.put("b", "2");
    table.setMaxSize(40);
    assertThat(table.get(FIRST_SEEN).name).isEqualTo("b");
    assertThatIllegalArgumentException().isThrownBy(() -> table.get(FIRST_SEEN + 1));
  }
}
