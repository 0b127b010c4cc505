package dev.trierarch.catalog;

/** The form that an object's name must have. */
public enum NameRule {
  DNS_SUBDOMAIN,
  DNS_LABEL,
  /** An RFC 1035 label, which may not begin with a digit: Services. */
  DNS_1035_LABEL,
  /** Anything but "/", "%", "." and "..": RBAC objects. */
  PATH_SEGMENT
}
