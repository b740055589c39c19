import json
from urllib.request import urlopen

import boto3
import pytest


def test_someone_registers_and_signs_in_once_the_address_is_confirmed(pool):
    idp = boto3.client(
        "cognito-idp",
        endpoint_url=pool["endpoint"],
        region_name=pool["region"],
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    zoe = {"ClientId": "app", "Username": "zoe"}
    email = {"Name": "email", "Value": "zoe@example.com"}
    idp.sign_up(**zoe, Password="Correct-Horse-9", UserAttributes=[email])
    with pytest.raises(idp.exceptions.CodeMismatchException):
        idp.confirm_sign_up(**zoe, ConfirmationCode="000000")

    messages = json.load(urlopen(f"{pool['endpoint']}/_local/messages"))
    idp.confirm_sign_up(**zoe, ConfirmationCode=messages[0]["code"])
    answer = idp.initiate_auth(
        ClientId="app",
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "zoe", "PASSWORD": "Correct-Horse-9"},
    )
    assert answer["AuthenticationResult"]["TokenType"] == "Bearer"
