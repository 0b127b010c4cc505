package dev.trierarch.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trierarch.api.Objects;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.registry.ApiException;
import dev.trierarch.store.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  private final Objects objects = new Objects();
  private final ResourceType maps = objects.type("configmaps");

  private Selection named(String query) {
    return Selection.ofNamed(maps, "default", "a", Query.parse(query));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fieldSelector=metadata.name=a", "fieldSelector="})
  void aRequestThatNamesAnObjectSelectsNothingElse(String query) {
    objects.put("configmaps", "default", "a", "");
    objects.put("configmaps", "default", "b", "");
    assertThat(named(query).in(objects.store.image(), null))
        .extracting(StoredObject::key)
        .extracting(key -> key.name())
        .containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fieldSelector=metadata.name=b",
        "fieldSelector=metadata.name!=b",
        "fieldSelector=metadata.namespace=default"
      })
  void whoMayWatchOneObjectSeesNoOtherBySelectingIt(String query) {
    assertThatThrownBy(() -> named(query))
        .hasMessage("fieldSelector metadata.name doesn't match requested name")
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400));
  }

  @Test
  void labelsSelectToo() {
    objects.put("configmaps", "default", "a", "");
    assertThat(named("labelSelector=x").in(objects.store.image(), null)).isEmpty();
  }
}
