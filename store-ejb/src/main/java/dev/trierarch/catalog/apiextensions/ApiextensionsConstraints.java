package dev.trierarch.catalog.apiextensions;

import static dev.trierarch.catalog.constraint.Constraints.atMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceConversion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceValidation;

/** Rules of single fields of CustomResourceDefinitions. */
public final class ApiextensionsConstraints {

  private ApiextensionsConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(CustomResourceDefinition.class).implied("spec");
    table
        .of(CustomResourceDefinitionSpec.class)
        .implied("names")
        .field("group", required(), dnsSubdomain())
        .field("scope", required(), oneOf("Cluster", "Namespaced"))
        .field("versions", required());
    table
        .of(CustomResourceDefinitionNames.class)
        .field("plural", required(), form(Form.DNS_1035_LABEL))
        .field("singular", required(), form(Form.DNS_1035_LABEL))
        .field("kind", required(), form(Form.KIND))
        .field("listKind", required(), form(Form.KIND))
        .each("shortNames", form(Form.DNS_1035_LABEL))
        .each("categories", form(Form.DNS_1035_LABEL));
    table
        .of(CustomResourceDefinitionVersion.class)
        .field("name", required(), form(Form.DNS_1035_LABEL))
        .field("schema", required("schemas are required"))
        .field("selectableFields", atMost(VersionRules.SELECTABLE_FIELDS_MAX));
    table
        .of(CustomResourceValidation.class)
        .field("openAPIV3Schema", required("schemas are required"));
    table
        .of(CustomResourceConversion.class)
        .field("strategy", required(), oneOf("None", "Webhook"));
    table
        .of(CustomResourceColumnDefinition.class)
        .field("name", required())
        .field("type", required(), oneOf("boolean", "date", "integer", "number", "string"))
        .field("jsonPath", required());
    // The names that were accepted are empty until some are.
    table.of(CustomResourceDefinitionStatus.class).unchecked("acceptedNames");
  }
}
