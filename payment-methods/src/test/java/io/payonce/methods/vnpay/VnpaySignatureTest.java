package io.payonce.methods.vnpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.payonce.methods.Parameter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VnpaySignatureTest {
  static List<Vector> vectors() {
    return Vector.all();
  }

  @Test
  void there_are_five_vectors() {
    assertThat(vectors()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signs_as_others_do_from_the_parameters(Vector vector) {
    String text = VnpaySignature.canonicalText(vector.shuffledParameters());
    assertThat(text).isEqualTo(vector.text());
    assertThat(VnpaySignature.sign(vector.secret(), text)).isEqualTo(vector.signature());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void accepts_either_case_and_no_other_secret(Vector vector) {
    List<HashSecret> right = List.of(vector.secret());
    String upper = vector.signature().toUpperCase(Locale.ROOT);
    assertThat(VnpaySignature.matches(right, vector.text(), vector.signature())).isTrue();
    assertThat(VnpaySignature.matches(right, vector.text(), upper)).isTrue();
    List<HashSecret> wrong = List.of(new HashSecret("another"));
    assertThat(VnpaySignature.matches(wrong, vector.text(), vector.signature())).isFalse();
  }

  @Test
  void every_flipped_bit_of_a_signature_is_noticed() {
    Vector vector = Vector.named("vnpay-s1");
    List<HashSecret> secrets = List.of(vector.secret());
    for (int i = 0; i < vector.signature().length(); i++) {
      for (int bit = 0; bit < 4; bit++) {
        int flipped = Character.digit(vector.signature().charAt(i), 16) ^ (1 << bit);
        String forged =
            vector.signature().substring(0, i)
                + Character.forDigit(flipped, 16)
                + vector.signature().substring(i + 1);
        assertThat(VnpaySignature.matches(secrets, vector.text(), forged)).as(forged).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "zz", "00 11", "649982421beb422556a1374713c74e58"})
  void what_is_no_hex_of_128_digits_is_no_signature(String hex) {
    Vector vector = Vector.named("vnpay-s1");
    assertThat(VnpaySignature.matches(List.of(vector.secret()), vector.text(), hex)).isFalse();
  }

  @Test
  void an_old_secret_still_matches_during_a_change() {
    Vector vector = Vector.named("vnpay-s1");
    List<HashSecret> secrets = List.of(new HashSecret("new"), vector.secret());
    assertThat(VnpaySignature.matches(secrets, vector.text(), vector.signature())).isTrue();
  }

  @Test
  void empty_and_foreign_parameters_and_the_hash_type_are_not_signed() {
    assertThat(
            VnpaySignature.canonicalText(
                List.of(
                    new Parameter("vnp_B", "2"),
                    new Parameter("vnp_Empty", ""),
                    new Parameter("utm_source", "mail"),
                    new Parameter("vnp_SecureHashType", "SHA512"),
                    new Parameter("VNP_A", "0"),
                    new Parameter("vnp_A", "1:2 3"))))
        .isEqualTo("vnp_A=1%3A2+3&vnp_B=2");
  }

  @Test
  void a_name_cannot_swallow_its_neighbour() {
    assertThat(VnpaySignature.canonicalText(List.of(new Parameter("vnp_A=1&vnp_B", "2"))))
        .isNotEqualTo(
            VnpaySignature.canonicalText(
                List.of(new Parameter("vnp_A", "1"), new Parameter("vnp_B", "2"))));
  }

  @Test
  void a_secret_is_never_printed() {
    HashSecret secret = new HashSecret("hush");
    assertThat(VnpaySettings.sandbox("TERMINAL", List.of(secret)).toString())
        .doesNotContain("hush")
        .contains("***");
    assertThatIllegalArgumentException().isThrownBy(() -> new HashSecret(""));
  }
}
