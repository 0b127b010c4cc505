package dev.trierarch.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSelectionTest {

  private static final Node NODE =
      new NodeBuilder()
          .withNewMetadata()
          .withName("n1")
          .addToLabels("zone", "a")
          .addToLabels("cores", "8")
          .endMetadata()
          .build();

  @ParameterizedTest
  @CsvSource({
    "zone, In, a b, true",
    "zone, In, b, false",
    "other, In, a, false",
    "zone, NotIn, b, true",
    "other, NotIn, a, true",
    "zone, Exists, '', true",
    "other, DoesNotExist, '', true",
    "cores, Gt, 7, true",
    "cores, Gt, 8, false",
    "cores, Lt, 9, true",
    "zone, Gt, 1, false",
    "zone, Sideways, a, false",
  })
  void operators(String key, String operator, String values, boolean expected) {
    NodeSelectorTerm term =
        new NodeSelectorTermBuilder()
            .addNewMatchExpression()
            .withKey(key)
            .withOperator(operator)
            .withValues(Arrays.asList(values.split(" ")))
            .endMatchExpression()
            .build();
    assertThat(NodeSelection.matches(term, NODE)).isEqualTo(expected);
  }

  @Test
  void anEmptyTermMatchesNothing() {
    assertThat(NodeSelection.matches(new NodeSelectorTerm(), NODE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "k, Equal, v, NoSchedule, true",
    "k, '', v, NoSchedule, true",
    "k, Equal, w, NoSchedule, false",
    "k, Exists, '', NoSchedule, true",
    "k, Exists, '', '', true",
    "'', Exists, '', '', true",
    "k, Exists, '', NoExecute, false",
    "x, Exists, '', '', false",
  })
  void tolerations(String key, String operator, String value, String effect, boolean expected) {
    Toleration toleration = new Toleration(effect, key, operator, null, value);
    assertThat(Tolerations.tolerates(toleration, new Taint("NoSchedule", "k", null, "v")))
        .isEqualTo(expected);
  }
}
