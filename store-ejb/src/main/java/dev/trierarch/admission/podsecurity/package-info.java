/** Pod security standards: what pods of a namespace may do, by the labels of the namespace. */
package dev.trierarch.admission.podsecurity;
