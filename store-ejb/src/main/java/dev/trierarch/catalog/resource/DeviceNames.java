package dev.trierarch.catalog.resource;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.regex.Pattern;

/** Rules of the names of devices' attributes and capacities: {@code example.com/my_name}. */
final class DeviceNames {

  private static final int NAME_BYTES_MAX = 32;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String NOT_AN_IDENTIFIER =
      "a valid C identifier must start with alphabetic character or '_', followed by a string of"
          + " alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex"
          + " used for validation is '[A-Za-z_][A-Za-z0-9_]*')";

  private DeviceNames() {}

  /** Checks a name that has a domain. */
  static void qualified(Field name) {
    check(name, name.text());
    if (!name.text().contains("/")) {
      name.invalid("a fully qualified name must be a domain and a name separated by a slash");
    }
  }

  /** Checks the name of an attribute or a capacity, which stands as a key of this map. */
  static void check(Field map, String name) {
    String[] parts = name.split("/", -1);
    if (parts.length > 2) {
      map.value(name).invalid("must not contain more than one slash");
      return;
    }
    if (parts.length == 2 && parts[0].isEmpty()) {
      map.value("").invalid("the domain must not be empty");
    } else if (parts.length == 2) {
      map.value(parts[0]).form(Form.DRIVER_NAME);
    }
    String last = parts[parts.length - 1];
    if (parts.length == 2 && last.isEmpty()) {
      map.value("").invalid("the name must not be empty");
    } else {
      identifier(map.value(last), last);
    }
  }

  private static void identifier(Field field, String name) {
    if (name.length() > NAME_BYTES_MAX) {
      field.tooLong(NAME_BYTES_MAX);
    }
    if (!IDENTIFIER.matcher(name).matches()) {
      field.invalid(NOT_AN_IDENTIFIER);
    }
  }
}
