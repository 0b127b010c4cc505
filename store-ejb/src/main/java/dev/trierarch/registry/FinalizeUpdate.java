package dev.trierarch.registry;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceType;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The clearing of a namespace: only its {@code spec.finalizers} change. */
final class FinalizeUpdate implements UpdateRule {

  @Override
  public void prepare(ResourceType type, ObjectNode object, ObjectNode old) {
    JsonNode wanted = object.path("spec");
    Restore.all(object, old);
    Trees.copyField(wanted, Trees.child(object, "spec"), "finalizers");
  }

  @Override
  public void validate(ResourceType type, ObjectNode object, ObjectNode old, FieldErrors errors) {
    JsonNode finalizers = Trees.at(object, "spec", "finalizers");
    for (int i = 0; i < finalizers.size(); i++) {
      String finalizer = finalizers.get(i).asString("");
      for (Form form : List.of(Form.QUALIFIED_NAME, Form.FINALIZER)) {
        for (String problem : form.problems(finalizer)) {
          errors.invalid("spec.finalizers[" + i + "]", finalizer, problem);
        }
      }
    }
  }
}
