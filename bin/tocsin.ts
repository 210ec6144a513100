import { tocsinApp } from '../lib/tocsin-app';

tocsinApp().synth();
