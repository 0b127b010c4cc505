package dev.trierarch.registry;

import static dev.trierarch.registry.Cluster.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trierarch.registry.Registry.Written;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntakeTest {

  private static final String UNKNOWN = "{metadata: {name: a}, dada: {x: y}}";

  private final Cluster cluster = new Cluster();

  private Written create(String object, FieldValidation validation) {
    return cluster.registry.create(
        cluster.type("configmaps"),
        "default",
        tree(object),
        new WriteOptions(Cluster.admin().caller(), 0, false, "", validation));
  }

  @Test
  void anUnknownFieldIsRefusedWhenTheClientIsStrict() {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> create(UNKNOWN, FieldValidation.STRICT));
    assertThat(refusal.code()).isEqualTo(400);
    assertThat(refusal)
        .hasMessage(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " unknown field \"dada\"");
    assertThat(cluster.exists("configmaps", "default", "a")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldValidation.class,
      names = {"WARN", "IGNORE"})
  void elseItIsLeftOut(FieldValidation validation) {
    Written written = create(UNKNOWN, validation);
    assertThat(written.object().tree().has("dada")).isFalse();
    if (validation == FieldValidation.WARN) {
      assertThat(written.warnings()).containsExactly("unknown field \"dada\"");
    } else {
      assertThat(written.warnings()).isEmpty();
    }
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> create("{metadata: {name: a}, data: {x: 1}}", FieldValidation.IGNORE));
    assertThat(refusal.code()).isEqualTo(400);
    assertThat(refusal).hasMessageContaining("cannot unmarshal number into Go struct field");
  }

  @Test
  void anEventOfTheNewerGroupIsStoredAsTheOneKindThereIs() {
    var newer = cluster.catalog.byPlural("events.k8s.io", "v1", "events").orElseThrow();
    Written written =
        cluster.registry.create(
            newer,
            "default",
            tree(
                "{metadata: {name: e}, eventTime: '2026-01-02T03:04:05.000000Z', action: a,"
                    + " reason: r, note: hello, type: Normal, reportingController: c,"
                    + " reportingInstance: i, regarding: {kind: Pod, name: web,"
                    + " namespace: default}}"),
            Cluster.admin());
    assertThat(written.object().key().resource()).isEqualTo("events");
    assertThat(Trees.text(written.object().tree(), "apiVersion")).isEqualTo("v1");
    assertThat(Trees.text(written.object().tree(), "message")).isEqualTo("hello");
    assertThat(Trees.text(written.object().tree(), "involvedObject", "name")).isEqualTo("web");
  }
}
