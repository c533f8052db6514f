package io.payonce.methods.vnpay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MerchantMessageTest {
  private static final List<HashSecret> SECRETS =
      List.of(new HashSecret("SHEETVNPAYHASHSECRET0123456789AB"));

  @ParameterizedTest
  @CsvSource({
    "vnpay-s6-refund,REFUND",
    "vnpay-s7-refund-response,REFUND_ANSWER",
    "vnpay-s8-querydr,QUERY"
  })
  void signs_as_others_do(String vector, MerchantMessage form) {
    String[] made = vector(vector);
    Map<String, String> fields = fields(form, made[2]);

    assertThat(form.signedText(fields)).isEqualTo(made[2]);
    Map<String, String> sent =
        FlatJson.read(form.signed(fields, SECRETS.getFirst()).getBytes(UTF_8));
    assertThat(sent).containsAllEntriesOf(fields).containsEntry(VnpaySignature.HASH, made[3]);
    assertThat(form.isSignedBy(SECRETS, sent)).isTrue();
  }

  @Test
  void every_signed_field_counts() {
    String[] made = vector("vnpay-s7-refund-response");
    MerchantMessage form = MerchantMessage.REFUND_ANSWER;
    for (String name : form.signedFields()) {
      Map<String, String> changed = fields(form, made[2]);
      changed.put(VnpaySignature.HASH, made[3]);
      changed.merge(name, "9", String::concat);
      assertThat(form.isSignedBy(SECRETS, changed)).as(name).isFalse();
    }
  }

  @Test
  void amount_counts_as_it_is_spelled_whether_text_or_number() {
    String[] made = vector("vnpay-s7-refund-response");
    String json =
        """
        {"vnp_ResponseId":"rs0001","vnp_Command":"refund","vnp_ResponseCode":"00",
        "vnp_Message":"Yeu cau thanh cong","vnp_TmnCode":"SHEETTMN","vnp_TxnRef":"4711-1",
        "vnp_Amount":%s,"vnp_BankCode":"NCB","vnp_PayDate":"20261101083512",
        "vnp_TransactionNo":15000002,"vnp_TransactionType":"03","vnp_TransactionStatus":"05",
        "vnp_OrderInfo":"Hoan tien mot phan 4711","vnp_SecureHash":"%s"}\
        """;

    assertThat(isSigned(json.formatted("2000000", made[3]))).isTrue();
    assertThat(isSigned(json.formatted("\"2000000\"", made[3]))).isTrue();
    assertThat(isSigned(json.formatted("20000", made[3]))).isFalse();
    assertThat(isSigned(json.formatted("2000000.0", made[3]))).isFalse();
    assertThat(isSigned(json.formatted("2e6", made[3]))).isFalse();
  }

  @Test
  void value_that_moves_over_a_border_is_refused() {
    MerchantMessage form = MerchantMessage.QUERY_ANSWER;
    Map<String, String> honest =
        new LinkedHashMap<>(Map.of("vnp_ResponseCode", "99", "vnp_Message", "00|x"));
    Map<String, String> moved =
        new LinkedHashMap<>(Map.of("vnp_ResponseCode", "99|00", "vnp_Message", "x"));
    assertThat(form.signedText(moved)).isEqualTo(form.signedText(honest));
    moved.put(
        VnpaySignature.HASH, VnpaySignature.sign(SECRETS.getFirst(), form.signedText(honest)));

    assertThat(form.isSignedBy(SECRETS, moved)).isFalse();
  }

  private static boolean isSigned(String json) {
    return MerchantMessage.REFUND_ANSWER.isSignedBy(SECRETS, FlatJson.read(json.getBytes(UTF_8)));
  }

  private static Map<String, String> fields(MerchantMessage form, String text) {
    String[] values = text.split("\\|", -1);
    assertThat(values).hasSameSizeAs(form.signedFields());
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      fields.put(form.signedFields().get(i), values[i]);
    }
    return fields;
  }

  private static String[] vector(String name) {
    try (InputStream file =
        requireNonNull(
            MerchantMessageTest.class.getResourceAsStream("merchant-vectors.txt"),
            "no merchant-vectors.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .filter(parts -> parts[0].equals(name))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
