import { describeStores } from "../../contract/stores.ts";
import { openTestStorage } from "../../helpers/storage.ts";

describeStores("SQLite in a file", openTestStorage);
