// Shows the document and sends nothing: API keys do not belong into a page, so none is asked for.
const hidden = () => () => null;
SwaggerUIBundle({
  url: "openapi.yaml",
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: "none",
  queryConfigEnabled: false,
  supportedSubmitMethods: [],
  plugins: [() => ({ wrapComponents: { authorizeBtn: hidden, authorizeOperationBtn: hidden } })],
});
