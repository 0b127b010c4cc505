package dev.trierarch.catalog.meta;

import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.keys;
import static dev.trierarch.catalog.constraint.Constraints.labels;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/** Rules of single fields that all groups share: metadata and label selectors. */
public final class MetaConstraints {

  private MetaConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(ObjectMeta.class)
        .field("labels", labels())
        .field("annotations", keys(Form.ANNOTATION_KEY));
    table.of(LabelSelector.class).field("matchLabels", labels());
    table
        .of(LabelSelectorRequirement.class)
        .field("key", required(), qualifiedName())
        .each("values", form(Form.LABEL_VALUE));
  }
}
