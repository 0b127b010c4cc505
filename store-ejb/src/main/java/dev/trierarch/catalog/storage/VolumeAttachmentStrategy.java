package dev.trierarch.catalog.storage;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import tools.jackson.databind.node.ObjectNode;

/** The rules that VolumeAttachments are written by: what is attached where does not change. */
public final class VolumeAttachmentStrategy implements ResourceStrategy {

  private static final String ONE_SOURCE =
      "must specify exactly one of inlineVolumeSpec and persistentVolumeName";

  @Override
  public void validateCreate(ObjectNode attachment, FieldErrors errors) {
    Field source = Field.root(attachment, errors).at("spec", "source");
    boolean inline = source.get("inlineVolumeSpec").isPresent();
    boolean named = source.get("persistentVolumeName").isPresent();
    if (inline && named) {
      source.forbidden(ONE_SOURCE);
    } else if (!inline && !named) {
      source.missing(ONE_SOURCE);
    }
    if (named) {
      source.get("persistentVolumeName").required("must specify non empty persistentVolumeName");
    }
  }

  @Override
  public void validateUpdate(ObjectNode attachment, ObjectNode old, FieldErrors errors) {
    validateCreate(attachment, errors);
    Field.root(attachment, errors).get("spec").unchangedFrom(Field.root(old, errors).get("spec"));
  }
}
