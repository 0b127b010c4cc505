package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.Set;

/** Rules of what a claim was given. */
final class AllocationRules {

  private AllocationRules() {}

  /** {@code devices} is what the claim asks for. */
  static void check(Field allocation, Field devices) {
    Set<String> names = DeviceClaims.requestNames(devices);
    for (Field result : allocation.at("devices", "results").items()) {
      DeviceClaims.reference(result.get("request"), names);
      result.get("driver").required().form(Form.DRIVER_NAME);
      result.get("pool").required();
      result.get("device").form(Form.DNS_LABEL);
      DeviceRules.binding(result);
    }
    for (Field config : allocation.at("devices", "config").items()) {
      config.get("source").required().oneOf("FromClaim", "FromClass");
      DeviceClaims.references(config.get("requests"), names);
      DeviceConfigRules.check(config);
    }
  }
}
