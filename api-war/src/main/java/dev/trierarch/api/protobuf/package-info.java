/** Reads {@code application/vnd.kubernetes.protobuf}, in which typed Go clients send objects. */
package dev.trierarch.api.protobuf;
