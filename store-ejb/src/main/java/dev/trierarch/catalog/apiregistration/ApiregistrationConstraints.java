package dev.trierarch.catalog.apiregistration;

import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.port;
import static dev.trierarch.catalog.constraint.Constraints.required;
import static dev.trierarch.catalog.constraint.Constraints.within;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceReference;

/** Rules of single fields of APIServices. */
public final class ApiregistrationConstraints {

  private static final int GROUP_PRIORITY_MAX = 20_000;
  private static final int VERSION_PRIORITY_MAX = 1000;

  private ApiregistrationConstraints() {}

  public static void declare(ConstraintTable table) {
    table.of(APIService.class).implied("spec");
    table
        .of(APIServiceSpec.class)
        .field("version", required(), form(Form.DNS_1035_LABEL))
        .number(
            "groupPriorityMinimum",
            within(1, GROUP_PRIORITY_MAX, "must be positive and less than 20000"))
        .number(
            "versionPriority",
            within(1, VERSION_PRIORITY_MAX, "must be positive and less than 1000"));
    table
        .of(ServiceReference.class)
        .field("namespace", required())
        .field("name", required())
        .field("port", port());
  }
}
