package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules that IPAddresses are written by: an address is its own name, and whose it is does not
 * change.
 */
public final class IpAddressStrategy extends DefaultStrategy {

  @Override
  public void validateCreate(ObjectNode address, FieldErrors errors) {
    Field name = Field.root(address, errors).at("metadata", "name");
    if (IpAddresses.isAddress(name.text())
        && !IpAddresses.canonical(name.text()).equals(name.text())) {
      name.invalid("must be in canonical form (\"" + IpAddresses.canonical(name.text()) + "\")");
    }
  }

  @Override
  public void validateUpdate(ObjectNode address, ObjectNode old, FieldErrors errors) {
    Field.root(address, errors)
        .at("spec", "parentRef")
        .unchangedFrom(Field.root(old, errors).at("spec", "parentRef"));
  }

  @Override
  public Form nameRule() {
    return Form.IP_ADDRESS;
  }
}
