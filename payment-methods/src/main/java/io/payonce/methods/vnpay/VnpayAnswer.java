package io.payonce.methods.vnpay;

import io.payonce.methods.Acknowledgement;
import io.payonce.methods.GatewayAnswer;

/** What VNPAY may be answered; it stops repeating a callback after 00 and 02 alone. */
public enum VnpayAnswer {
  CONFIRMED("00", "Confirm Success"),
  ORDER_NOT_FOUND("01", "Order not found"),
  ALREADY_CONFIRMED("02", "Order already confirmed"),
  INVALID_AMOUNT("04", "invalid amount"),
  INVALID_CHECKSUM("97", "Invalid Checksum"),
  UNKNOWN_ERROR("99", "Unknown error");

  private final String rspCode;
  private final String message;

  VnpayAnswer(String rspCode, String message) {
    this.rspCode = rspCode;
    this.message = message;
  }

  public String rspCode() {
    return rspCode;
  }

  public GatewayAnswer answer() {
    return new GatewayAnswer(
        "application/json", "{\"RspCode\":\"" + rspCode + "\",\"Message\":\"" + message + "\"}");
  }

  static VnpayAnswer to(Acknowledgement acknowledgement) {
    return switch (acknowledgement) {
      case RECORDED -> CONFIRMED;
      case RECORDED_BEFORE -> ALREADY_CONFIRMED;
      case UNKNOWN_TRANSACTION -> ORDER_NOT_FOUND;
      case WRONG_AMOUNT -> INVALID_AMOUNT;
      case FORGED -> INVALID_CHECKSUM;
      case TRY_AGAIN -> UNKNOWN_ERROR;
    };
  }
}
