package dev.trierarch.catalog.constraint;

import dev.trierarch.catalog.form.Form;
import org.hibernate.validator.cfg.ConstraintDef;
import org.hibernate.validator.cfg.GenericConstraintDef;

/** The constraints, as tables of rules name them. */
public final class Constraints {

  static final int PORT_MAX = 65535;
  static final String PORT_DETAIL = "must be between 1 and 65535, inclusive";

  private Constraints() {}

  public static ConstraintDef<?, ?> required() {
    return required("");
  }

  public static ConstraintDef<?, ?> required(String detail) {
    return new GenericConstraintDef<>(Required.class).param("detail", detail);
  }

  public static ConstraintDef<?, ?> form(Form form) {
    return new GenericConstraintDef<>(WellFormed.class).param("value", form);
  }

  public static ConstraintDef<?, ?> dnsLabel() {
    return form(Form.DNS_LABEL);
  }

  public static ConstraintDef<?, ?> dnsSubdomain() {
    return form(Form.DNS_SUBDOMAIN);
  }

  public static ConstraintDef<?, ?> qualifiedName() {
    return form(Form.QUALIFIED_NAME);
  }

  public static ConstraintDef<?, ?> ipAddress() {
    return form(Form.IP_ADDRESS);
  }

  public static ConstraintDef<?, ?> labels() {
    return new GenericConstraintDef<>(Labels.class);
  }

  /** Every key of a map has a form. */
  public static ConstraintDef<?, ?> keys(Form form) {
    return new GenericConstraintDef<>(Keys.class).param("value", form);
  }

  /** Every key of a map has a form, and what has it not is said of the key's value. */
  public static ConstraintDef<?, ?> keyed(Form form) {
    return new GenericConstraintDef<>(Keys.class).param("value", form).param("atKey", true);
  }

  public static ConstraintDef<?, ?> oneOf(String... supported) {
    return new GenericConstraintDef<>(OneOf.class).param("value", supported);
  }

  /** One of these, and nothing is none of them. */
  public static ConstraintDef<?, ?> supported(String... supported) {
    return new GenericConstraintDef<>(OneOf.class)
        .param("value", supported)
        .param("orNothing", false);
  }

  public static ConstraintDef<?, ?> port() {
    return within(1, PORT_MAX, PORT_DETAIL);
  }

  /** A port, or zero for none. */
  public static ConstraintDef<?, ?> optionalPort() {
    return within(0, PORT_MAX, PORT_DETAIL);
  }

  public static ConstraintDef<?, ?> protocol() {
    return oneOf("SCTP", "TCP", "UDP");
  }

  public static ConstraintDef<?, ?> portOrName() {
    return new GenericConstraintDef<>(PortOrName.class);
  }

  public static ConstraintDef<?, ?> countOrPercentage() {
    return new GenericConstraintDef<>(CountOrPercentage.class);
  }

  /** A count, or a percentage that is not more than all. */
  public static ConstraintDef<?, ?> share() {
    return new GenericConstraintDef<>(CountOrPercentage.class).param("allAtMost", true);
  }

  /** A quantity of nothing or more. */
  public static ConstraintDef<?, ?> quantity() {
    return new GenericConstraintDef<>(Amount.class);
  }

  /** A quantity of more than nothing. */
  public static ConstraintDef<?, ?> positiveQuantity() {
    return new GenericConstraintDef<>(Amount.class).param("positive", true);
  }

  public static ConstraintDef<?, ?> notNegative() {
    return atLeast(0);
  }

  public static ConstraintDef<?, ?> atLeast(long least) {
    return within(least, Long.MAX_VALUE, "must be greater than or equal to " + least);
  }

  public static ConstraintDef<?, ?> positive() {
    return within(1, Long.MAX_VALUE, "must be greater than 0");
  }

  public static ConstraintDef<?, ?> between(long least, long most) {
    return within(least, most, "must be between " + least + " and " + most + ", inclusive");
  }

  /** A whole number within bounds, with upstream's words for one that is not. */
  public static ConstraintDef<?, ?> within(long least, long most, String detail) {
    return new GenericConstraintDef<>(Within.class)
        .param("least", least)
        .param("most", most)
        .param("detail", detail);
  }

  /** A text of at most so many bytes. */
  public static ConstraintDef<?, ?> bytesAtMost(int bytesMax) {
    return new GenericConstraintDef<>(BytesAtMost.class).param("value", bytesMax);
  }

  /** A list of at most so many elements. */
  public static ConstraintDef<?, ?> atMost(int sizeMax) {
    return new GenericConstraintDef<>(AtMost.class).param("value", sizeMax);
  }
}
