import "@utrecht/document-css/dist/index.css";
import "@utrecht/button-css/dist/index.css";
import "@utrecht/textarea-css/dist/index.css";
import "@utrecht/textbox-css/dist/index.css";
import "@utrecht/form-label-css/dist/index.css";
import "@utrecht/form-fieldset-css/dist/index.css";
import "@utrecht/radio-button-css/dist/index.css";
import "@utrecht/alert-css/dist/index.css";
import "@nl-design-system-candidate/heading-css/heading.css";
import "./styles/fonts.css";
import "./theme.css";
import "./styles/base.css";
import { mount } from "svelte";
import App from "./App.svelte";

mount(App, { target: document.getElementById("app")! });
